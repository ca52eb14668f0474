import { inspectNetwork, listNetworks } from '../../../lib/core/engine/answers/docker-view';
import { type DockerHost } from '../../../lib/core/engine/definition/docker-host';
import { Topology } from '../../../lib/core/engine/topology';
import { findings } from '../../../lib/core/rules/check';
import { Unknown, type Knowable } from '../../../lib/core/values/unknown';
import { box, hostOf, net, on, type TerseNetwork } from '../rules/docker/host';

const S = '10.102.0.0/24';
const ON_LAN: TerseNetwork = { driver: 'macvlan', options: { parent: 'eth0' } };
const MODE = 'com.docker.network.bridge.gateway_mode_ipv4';

/** Network `web` with containers `c1` and `c2`, as an engine of a version makes it. */
function topologyOf(web: TerseNetwork, version: number): Topology {
  const host: DockerHost = hostOf([net('web', web), box('c1', { on: ['web'] }), box('c2', { on: ['web'] })], {
    version,
  });
  return Topology.of(host, { startsInOrder: true });
}

const addressOf = (topology: Topology, container: string): Knowable<unknown> =>
  topology.node(container).sandbox?.endpoints[0]?.ipv4;

describe('the gateway that a network takes when none is given', () => {
  test.each<[string, number, Omit<TerseNetwork, 'gateway'>, string | undefined, string]>([
    ['is the first address of the subnet', 29, {}, '10.102.0.1', '10.102.0.2'],
    ['is the first address of the ip range', 29, { range: '10.102.0.128/25' }, '10.102.0.128', '10.102.0.129'],
    [
      'is not the network address when the ip range begins with it',
      29,
      { range: '10.102.0.0/25' },
      '10.102.0.1',
      '10.102.0.2',
    ],
    ['is not the network address on 20.10 either', 20, { range: '10.102.0.0/25' }, '10.102.0.1', '10.102.0.2'],
    [
      'is that of the subnet where 20.10 ignores an ip range outside of it',
      20,
      { range: '10.103.0.0/25' },
      '10.102.0.1',
      '10.102.0.2',
    ],
    [
      'is that of the subnet where 20.10 ignores a larger ip range',
      20,
      { range: '10.0.0.0/8' },
      '10.102.0.1',
      '10.102.0.2',
    ],
    ['is there in gateway mode nat', 29, { options: { [MODE]: 'nat' } }, '10.102.0.1', '10.102.0.2'],
    ['is there in gateway mode routed', 29, { options: { [MODE]: 'routed' } }, '10.102.0.1', '10.102.0.2'],
    [
      'does not exist in gateway mode isolated',
      29,
      { internal: true, options: { [MODE]: 'isolated' } },
      undefined,
      '10.102.0.1',
    ],
    [
      'is there on 20.10, which does not know gateway modes',
      20,
      { internal: true, options: { [MODE]: 'isolated' } },
      '10.102.0.1',
      '10.102.0.2',
    ],
    ['is kept free on macvlan before 29', 20, ON_LAN, '10.102.0.1', '10.102.0.2'],
    ['does not exist on macvlan from 29 on', 29, ON_LAN, undefined, '10.102.0.1'],
  ])('%s', (_, version, web, gateway, first) => {
    const topology = topologyOf({ subnet: S, gateway: null, ...web }, version);
    expect(topology.network('web').gateways.map(String)).toEqual(gateway === undefined ? [] : [gateway]);
    expect(String(addressOf(topology, 'c1'))).toBe(first);
  });

  test('is not known while the ip range is not, nor what has an address of the subnet', () => {
    const range = new Unknown('decided at deploy time');
    const topology = topologyOf({ subnet: S, gateway: null, range }, 29);
    expect(topology.network('web').gateways).toEqual([]);
    expect(addressOf(topology, 'c1')).toBeInstanceOf(Unknown);
    for (const address of ['10.102.0.1', '10.102.0.128']) {
      expect(topology.reach({ from: 'c1', to: { address } })).toMatchObject({ kind: 'unknown' });
    }
  });

  test.each(['nat', 'routed'])('cannot be the fixed address of a container, also in gateway mode %s', (mode) => {
    const web = net('web', { subnet: S, gateway: null, options: { [MODE]: mode } });
    const host = hostOf([web, box('c1', { on: [on('web', { ip: '10.102.0.1' })] })], { version: 29 });
    const rules = findings('dockerHost', [{ ...host, terraform: false }]).map(({ rule }) => rule);
    expect(rules).toEqual(['static-address-reserved']);
  });
});

test('a network with an empty driver is a bridge: the host reaches its members, and it is listed as one', () => {
  const topology = topologyOf({ subnet: S, driver: '' }, 29);
  expect(topology.reach({ from: { kind: 'host' }, to: { container: 'c1', on: 'web' } }).kind).toBe('reachable');
  expect(listNetworks(topology).map(({ Name, Driver }) => `${Name} ${Driver}`)).toContain('web bridge');
  expect(inspectNetwork(topology, 'web').Driver).toBe('bridge');
});

test('what leaves a network with an auxiliary default gateway is unknown, whatever the bridge has for a gateway', () => {
  const topology = topologyOf({ subnet: S, aux: { DefaultGatewayIPv4: '10.102.0.9' } }, 29);
  expect(topology.network('web').gateways.map(String)).toEqual(['10.102.0.1']);
  expect(topology.reach({ from: 'c1', to: { kind: 'outside' } })).toMatchObject({ kind: 'unknown' });
  // the key of the other family is a name like any other
  const other = topologyOf({ subnet: S, aux: { DefaultGatewayIPv6: '10.102.0.9' } }, 29);
  expect(other.reach({ from: 'c1', to: { kind: 'outside' } })).toMatchObject({ kind: 'reachable' });
});
