import { ENGINE_HOST } from '../../../lib/core/engine/flow/verdict';
import { Port } from '../../../lib/core/values/port';
import { topologyOf } from './topology';

const off = { sysctls: { 'net.ipv6.conf.all.disable_ipv6': '1' } };
const offWithSlashes = { sysctls: { 'net/ipv6/conf/all/disable_ipv6': '1' } };
const six = { ipv6: true, options: { 'com.docker.network.enable_ipv4': 'false' } };

function hostWith(more: object): ReturnType<typeof topologyOf> {
  return topologyOf(
    [{ name: 'six', options: six.options, more: { ipv6: true } }],
    [
      { name: 'web', on: [{ network: 'six' }], listen: [80], publish: [{ containerPort: 80, hostPort: 8080 }], more },
      { name: 'api', listen: [80] },
    ],
  );
}

test.each([off, offWithSlashes])(
  'a container without IPv6 on networks of IPv6 alone may get a network of the engine: its ways are not known',
  (more) => {
    const topology = hostWith(more);
    expect(topology.reach({ from: 'web', to: { address: '192.0.2.1' } }).kind).toBe('unknown');
    expect(topology.reach({ from: ENGINE_HOST, to: { address: '::1' }, port: Port.tcp(8080) }).kind).toBe('unknown');
  },
);

test('with IPv6 it is on its network and on no other', () => {
  expect(hostWith({}).reach({ from: 'web', to: { address: '192.0.2.1' } }).kind).toBe('blocked');
});

test('a host port that is picked in one family alone is the first that is free there', () => {
  const topology = topologyOf(
    [{ name: 'six', options: six.options, more: { ipv6: true } }],
    [
      { name: 'web', on: [{ network: 'six' }], listen: [80], publish: [{ containerPort: 80 }] },
      { name: 'api', listen: [80], publish: [{ containerPort: 80 }] },
    ],
    {},
    { startsInOrder: true },
  );
  expect(topology.hostPortOf('web', Port.tcp(80))).toBe(32768);
  expect(topology.hostPortOf('api', Port.tcp(80))).toBe(32769);
});
