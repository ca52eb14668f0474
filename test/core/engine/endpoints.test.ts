import { type EndpointDefinition } from '../../../lib/core/engine/definition/docker-host';
import { type Topology } from '../../../lib/core/engine/topology';
import { Port } from '../../../lib/core/values/port';
import { NOTHING } from '../../../lib/core/values/listed';
import { type Knowable, Unknown } from '../../../lib/core/values/unknown';
import { addressText, type ContainerSketch, topologyOf } from './topology';

type Named = Pick<EndpointDefinition, 'interfaceName'>;

const at = { path: 'local/a' };
const LATER = new Unknown('decided later');

/** A container with attachments of which more is said than a name. */
const attached = (name: string, ...endpoints: readonly (Partial<EndpointDefinition> & { network: string })[]) => ({
  name,
  more: {
    endpoints: {
      complete: true,
      items: endpoints.map((one): EndpointDefinition => ({ at, aliases: NOTHING, links: NOTHING, ...one })),
    },
  },
});
const endpointsOf = (topology: Topology, name: string) => topology.node(name).sandbox?.endpoints ?? [];
const running = (topology: Topology): string[] =>
  [...topology.nodes.values()].filter((one) => one.running).map(({ name }) => name);

describe('an endpoint', () => {
  const one = { name: 'one', subnet: '10.1.0.0/24' };
  const two = { name: 'two', subnet: '10.2.0.0/24' };

  test('is called as it says, and the only other one has the first number that is free', () => {
    const names = (first: Named, second: Named) =>
      endpointsOf(
        topologyOf([one, two], [attached('a', { network: 'one', ...first }, { network: 'two', ...second })]),
        'a',
      ).map(({ interfaceName }) => interfaceName);
    expect(names({ interfaceName: 'lan7' }, {})).toEqual(['lan7', 'eth0']);
    expect(names({}, { interfaceName: 'lan7' })).toEqual(['eth0', 'lan7']);
    // who gets the first number then hangs on which network is joined first
    expect(names({ interfaceName: 'eth0' }, {})).toEqual(['eth0', expect.any(Unknown)]);
    expect(names({}, {})).toEqual([expect.any(Unknown), expect.any(Unknown)]);
  });

  test('has the link-local addresses that it asks for, beside the one it is given', () => {
    const linkLocal = { items: ['169.254.7.7', LATER, 'none'], complete: true };
    const [endpoint] = endpointsOf(topologyOf([one], [attached('a', { network: 'one', linkLocal })]), 'a');
    expect(endpoint?.linkLocal.map((address) => address.toString())).toEqual(['169.254.7.7']);
  });

  test('has the link-local address that the kernel makes of a hardware address which is given, where there is IPv6', () => {
    const made = (ipv6: boolean, macAddress = '02:42:0a:3c:01:07'): string[] => {
      const net = { ...one, more: { ipv6 } };
      const [endpoint] = endpointsOf(topologyOf([net], [attached('a', { network: 'one', macAddress })]), 'a');
      return (endpoint?.linkLocal ?? []).map((address) => address.toString());
    };
    expect([made(true), made(false)]).toEqual([['fe80::42:aff:fe3c:107'], []]);
    for (const form of ['02-42-0A-3C-01-07', '0242.0a3c.0107']) expect(made(true, form)).toEqual(made(true));
  });

  test('cannot be added to a container that has no network stack of its own', () => {
    const host: ContainerSketch = { name: 'a', namespace: { kind: 'host' } };
    const connected = topologyOf([one], [host]).after({ do: 'connect', container: 'a', network: 'one' });
    expect([endpointsOf(connected, 'a'), connected.node('a').attachments.map(({ network }) => network)]).toEqual([
      [],
      topologyOf([one], [host])
        .node('a')
        .attachments.map(({ network }) => network),
    ]);
  });

  test('has no IPv6 where one of its kernel settings switches it off, and nobody knows where they are not known', () => {
    const dual = {
      name: 'dual',
      more: {
        ipv6: true,
        ipam: {
          complete: true,
          items: [
            { at, subnet: '10.3.0.0/24', auxiliary: {} },
            { at, subnet: 'fd00:3::/64', auxiliary: {} },
          ],
        },
      },
    };
    const six = (sysctls: Knowable<string> | undefined) => {
      const driverOptions: Record<string, Knowable<string>> = sysctls === undefined
        ? {}
        : { 'com.docker.network.endpoint.sysctls': sysctls };
      const topology = topologyOf(
        [dual],
        [attached('a', { network: 'dual', driverOptions })],
        {},
        { startsInOrder: true },
      );
      const address = endpointsOf(topology, 'a')[0]?.ipv6;
      return address instanceof Unknown ? 'unknown' : addressText(address);
    };
    const off = 'net.ipv6.conf.IFNAME.disable_ipv6=1';
    expect(six(undefined)).toBe('fd00:3::2');
    expect(six('net.ipv4.conf.IFNAME.log_martians=1')).toBe('fd00:3::2');
    expect(six(off)).toBeUndefined();
    expect(six(`net.ipv4.conf.IFNAME.log_martians=1, ${off}`)).toBeUndefined();
    expect(six(`net.ipv6.conf.IFNAME.disable_ipv6=10`)).toBe('fd00:3::2');
    expect(six(LATER)).toBe('unknown');
  });
});

describe('of containers that start one after another', () => {
  const inOrder = (containers: readonly ContainerSketch[], subnet = '10.1.0.0/24') =>
    running(topologyOf([{ name: 'net', subnet }], containers, {}, { startsInOrder: true }));
  const on = [{ network: 'net' }];

  test('one whose host port a program in the namespace of the host listens on already does not start', () => {
    const program = (port: number): ContainerSketch => ({ name: 'p', namespace: { kind: 'host' }, listen: [port] });
    const web: ContainerSketch = { name: 'web', on, publish: [{ hostPort: 8080 }] };
    expect(inOrder([program(8080), web])).toEqual(['p']);
    expect(inOrder([program(8081), web])).toEqual(['p', 'web']);
  });

  test('one for which no address of its network is left does not start', () => {
    const three = ['a', 'b', 'c'].map((name): ContainerSketch => ({ name, on }));
    expect(inOrder(three, '10.1.0.0/30')).toEqual(['a']);
    expect(inOrder(three, '10.1.0.0/29')).toEqual(['a', 'b', 'c']);
  });
});

test('the address of a gateway is the host only where a bridge has it, and only while that network is there', () => {
  const networks = [
    { name: 'net', subnet: '10.1.0.0/24' },
    { name: 'empty', subnet: '10.2.0.0/24' },
    { name: 'lan', subnet: '10.3.0.0/24', gateway: '10.3.0.1', driver: 'macvlan', options: { parent: 'eth0' } },
  ];
  const program: ContainerSketch = { name: 'program', namespace: { kind: 'host' }, listen: [80] };
  const topology = topologyOf(networks, [{ name: 'a', on: [{ network: 'net' }] }, program]);
  const answers = (from: Topology, to: string): boolean => {
    const verdict = from.reach({ from: 'a', to: { name: to }, port: Port.tcp(80) });
    return verdict.kind === 'reachable' && verdict.by.includes('program');
  };
  expect(['10.1.0.1', '10.2.0.1', '10.3.0.1'].map((to) => answers(topology, to))).toEqual([true, true, false]);
  const without = topology.after({ do: 'remove-network', network: 'empty' });
  expect(['10.1.0.1', '10.2.0.1'].map((to) => answers(without, to))).toEqual([true, false]);
});
