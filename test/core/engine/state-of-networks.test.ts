import { type Action } from '../../../lib/core/engine/state/action';
import { type EndpointDefinition, type IpamBlock } from '../../../lib/core/engine/definition/docker-host';
import { Topology } from '../../../lib/core/engine/topology';
import { type IpAddress } from '../../../lib/core/values/address';
import { NOTHING } from '../../../lib/core/values/listed';
import { type Knowable, Unknown } from '../../../lib/core/values/unknown';
import { addressText, type ContainerSketch, hostOf, type NetworkSketch, topologyOf } from './topology';

const at = { path: 'local' };
const LATER = new Unknown('decided later');
const LAN = { driver: 'macvlan', options: { parent: 'eth0' } } as const;

const blocks = (...items: readonly Partial<IpamBlock>[]) => ({
  items: items.map((one): IpamBlock => ({ at, auxiliary: {}, ...one })),
  complete: true,
});
const dual = (name: string, four: string, six: string): NetworkSketch => ({
  name,
  more: { ipv6: true, ipam: blocks({ subnet: four }, { subnet: six }) },
});
/** A container with attachments of which more is said than a name. */
const attached = (
  name: string,
  ...endpoints: readonly (Partial<EndpointDefinition> & { network: Knowable<string> })[]
): ContainerSketch => ({
  name,
  more: {
    endpoints: {
      complete: true,
      items: endpoints.map((one): EndpointDefinition => ({ at, aliases: NOTHING, links: NOTHING, ...one })),
    },
  },
});
const inOrder = { startsInOrder: true };
const endpointsOf = (topology: Topology, name: string) => topology.node(name).sandbox?.endpoints ?? [];
const text = (value: Knowable<IpAddress | string> | undefined): string | undefined =>
  value instanceof Unknown ? `? ${value.why}` : value?.toString();
const addresses = (topology: Topology, name: string) =>
  endpointsOf(topology, name).map(({ ipv4, ipv6 }) => [text(ipv4), text(ipv6)]);
const running = (topology: Topology): string[] =>
  [...topology.nodes.values()].filter((one) => one.running).map(({ name }) => name);

describe('the address of a container', () => {
  const net = { name: 'net', subnet: '10.1.0.0/24' };

  test('is as open as what it asks for, and one of the wrong family is none that can be read', () => {
    const of = (more: Partial<EndpointDefinition>) =>
      addresses(
        topologyOf([dual('net', '10.1.0.0/24', 'fd01::/64')], [attached('a', { network: 'net', ...more })]),
        'a',
      );
    expect(of({ ipv4: LATER, ipv6: LATER })).toEqual([[`? ${LATER.why}`, `? ${LATER.why}`]]);
    expect(of({ ipv4: '10.1.0.9', ipv6: 'fd01::9' })).toEqual([['10.1.0.9', 'fd01::9']]);
    expect(of({ ipv4: 'fd01::9', ipv6: 'far' })).toEqual([
      ['? "fd01::9" is not an IPv4 address', '? "far" is not an IPv6 address'],
    ]);
  });

  test('is the one that the engine gave where that was seen, in each family the one that it has', () => {
    const of = (assigned: NonNullable<EndpointDefinition['assigned']>) =>
      addresses(
        topologyOf([dual('net', '10.1.0.0/24', 'fd01::/64')], [attached('a', { network: 'net', assigned })]),
        'a',
      );
    expect(of({ ipv4: '10.1.0.77', ipv6: 'fd01::77' })).toEqual([['10.1.0.77', 'fd01::77']]);
    expect(of({ ipv4: '10.1.0.77' })).toEqual([['10.1.0.77', undefined]]);
    expect(of({ ipv6: 'fd01::77' })).toEqual([[undefined, 'fd01::77']]);
  });

  test('that nobody can foretell says who picks it', () => {
    expect(addresses(topologyOf([net], [{ name: 'a', on: [{ network: 'net' }] }]), 'a')).toEqual([
      ['? the engine picks an address of network net when the container starts', undefined],
    ]);
  });

  test('is checked against the subnets of its own family alone, whatever the other one is', () => {
    const starts = (more: Partial<EndpointDefinition>, network: NetworkSketch = net) =>
      running(topologyOf([network], [attached('a', { network: 'net', ...more })]));
    const six = 'fd01::9';
    // a network without IPv6 does not look at an address of it
    expect(starts({ ipv4: '10.1.0.9', ipv6: six })).toEqual(['a']);
    expect(starts({ ipv6: 'fd02::9' }, dual('net', '10.1.0.0/24', 'fd01::/64'))).toEqual([]);
    expect(starts({ ipv4: '10.1.0.9', ipv6: six }, dual('net', '10.1.0.0/24', 'fd01::/64'))).toEqual(['a']);
    expect(starts({ ipv4: LATER, ipv6: 'fd02::9' }, dual('net', '10.1.0.0/24', 'fd01::/64'))).toEqual([]);
    expect(starts({ ipv4: LATER })).toEqual(['a']);
  });

  test('is none that two networks of one subnet both hand out', () => {
    const two = [
      { name: 'one', subnet: '10.1.0.0/24', ...LAN },
      { name: 'two', subnet: '10.1.0.0/24', ...LAN },
    ];
    const containers = ['one', 'two'].map((network) => ({ name: `in-${network}`, on: [{ network }] }));
    const topology = topologyOf(two, containers, { version: 20 }, inOrder);
    const given = ['in-one', 'in-two'].map((name) => addresses(topology, name)[0]?.[0]);
    expect(new Set(given).size).toBe(2);
  });

  test('is counted for each family: where one is used up, only who asks for an address of it starts', () => {
    const narrow = dual('net', '10.1.0.0/24', 'fd01::/127');
    const plain = (name: string) => attached(name, { network: 'net' });
    const six = (name: string, end: string) => attached(name, { network: 'net', ipv6: `fd01::${end}` });
    const starts = (...containers: readonly ContainerSketch[]) =>
      running(topologyOf([narrow], containers, {}, inOrder));
    // the gateway has the only address that is handed out
    expect(starts(plain('a'))).toEqual([]);
    expect(starts(plain('a'), attached('b', { network: 'net', ipv4: '10.1.0.9' }))).toEqual([]);
    const four = { ...narrow, more: { ipam: narrow.more!.ipam!, ipv6: false } };
    expect(running(topologyOf([four], [plain('a')], {}, inOrder))).toEqual(['a']);
    const wide = dual('net', '10.1.0.0/30', 'fd01::/64');
    const onWide = (...containers: readonly ContainerSketch[]) => running(topologyOf([wide], containers, {}, inOrder));
    expect(onWide(plain('a'), plain('b'))).toEqual(['a']);
    expect(onWide(plain('a'), six('b', '9'))).toEqual(['a']);
  });

  test.each([
    [27, '/64', 'fd17::242:ac11:2'],
    [27, '/80', 'fd17::242:ac11:2'],
    [27, '/81', 'fd17::2'],
    [28, '/64', 'fd17::2'],
  ])('of IPv6 on the default bridge of engine %i with a subnet of %s is %s', (version, prefix, expected) => {
    const defaultBridge = { ipv6: true, subnet6: `fd17::${prefix}` };
    const one = (more: ContainerSketch['more'] = {}) =>
      addresses(topologyOf([], [{ name: 'a', more }], { version, defaultBridge }, inOrder), 'a')[0]?.[1];
    expect(one()).toBe(expected);
    const isMade = expected !== 'fd17::2';
    expect(one({ macAddress: '02:42:00:00:00:99' })).toBe(isMade ? 'fd17::242:0:99' : expected);
    expect(one({ macAddress: LATER })).toBe(isMade ? `? ${LATER.why}` : expected);
  });

  test('of IPv6 is made of the IPv4 address that the engine picks, and as open as that', () => {
    const defaultBridge = { ipv6: true, subnet6: 'fd17::/64' };
    const [[four, six] = []] = addresses(topologyOf([], [{ name: 'a' }], { version: 27, defaultBridge }), 'a');
    expect([four, six]).toEqual([six, '? the engine picks an address of network bridge when the container starts']);
  });

  test('of IPv6 is not known before engine 27 where the interface has IPv6 switched off, and there is none later', () => {
    const off = { sysctls: { 'net.ipv6.conf.all.disable_ipv6': '1' } };
    const six = (version: number, network: NetworkSketch, driverOptions?: Record<string, Knowable<string>>) => {
      const one = attached('a', { network: 'net', ...(driverOptions ? { driverOptions } : {}) });
      const topology = topologyOf([network], [{ ...one, more: { ...one.more, ...off } }], { version }, inOrder);
      return addresses(topology, 'a')[0]?.[1];
    };
    const both = dual('net', '10.1.0.0/24', 'fd01::/64');
    const why = '? whether an interface on which IPv6 is switched off has an IPv6 address before engine 27';
    expect([six(26, both), six(27, both), six(26, net)]).toEqual([why, undefined, undefined]);
    // one endpoint cannot switch on what is off in the whole container
    const ownSetting = { 'com.docker.network.endpoint.sysctls': 'net.ipv6.conf.IFNAME.disable_ipv6=0' };
    expect(six(27, both, ownSetting)).toBeUndefined();
  });

  test('of a link is one that its neighbours reach', () => {
    const linkLocal = { items: ['169.254.7.7'], complete: true };
    const topology = topologyOf(
      [net],
      [attached('a', { network: 'net', linkLocal }), attached('b', { network: 'net' })],
    );
    const toIt = { from: 'b', to: { address: '169.254.7.7' } } as const;
    expect(topology.reach(toIt)).toMatchObject({ kind: 'reachable', by: ['a'] });
    expect(topology.after({ do: 'stop', container: 'a' }).reach(toIt)).not.toMatchObject({ by: ['a'] });
  });

  test('of a link is made of the hardware address of the whole container on the first network alone', () => {
    const two = [dual('one', '10.1.0.0/24', 'fd01::/64'), dual('two', '10.2.0.0/24', 'fd02::/64')];
    const container = attached('a', { network: 'one' }, { network: 'two' });
    const more = { ...container.more, macAddress: '02:42:0a:3c:01:07' };
    const locals = endpointsOf(topologyOf(two, [{ ...container, more }]), 'a').map(({ linkLocal }) =>
      linkLocal.map(String),
    );
    expect(locals).toEqual([['fe80::42:aff:fe3c:107'], []]);
  });
});

describe('the attachments of a container', () => {
  const networks = [
    { name: 'one', subnet: '10.1.0.0/24' },
    { name: 'two', subnet: '10.2.0.0/24' },
  ];
  const priorities = (...endpoints: Parameters<typeof attached>[1][]) =>
    endpointsOf(topologyOf(networks, [attached('a', ...endpoints)]), 'a').map(
      ({ network, priority }) => `${network.name} ${priority}`,
    );

  test('to one network are one, with the aliases of the first and the first priority that is said', () => {
    expect(priorities({ network: 'one' }, { network: 'one', gatewayPriority: 5 })).toEqual(['one 5']);
    expect(priorities({ network: 'one', gatewayPriority: 7 }, { network: 'one', gatewayPriority: 5 })).toEqual([
      'one 7',
    ]);
    expect(priorities({ network: 'one' }, { network: 'two', gatewayPriority: 5 })).toEqual(['two 5', 'one 0']);
    expect(priorities({ network: 'one', gatewayPriority: 3 })).toEqual(['one 3']);
    expect(priorities({ network: 'one' }, { network: 'one' })).toEqual(['one 0']);
  });

  test('are none where there is no default bridge to join', () => {
    const joined = (exists: boolean) =>
      topologyOf([], [{ name: 'a' }], { defaultBridge: { exists } })
        .node('a')
        .attachments.map(({ network }) => network);
    expect([joined(true), joined(false)]).toEqual([['bridge'], ['none']]);
  });

  test('may have names that are not known: its own, its host name, one of its aliases', () => {
    const why = (more: NonNullable<ContainerSketch['more']>, aliases: EndpointDefinition['aliases'] = NOTHING) => {
      const one = attached('a', { network: 'one', aliases });
      const topology = topologyOf(networks, [{ ...one, more: { ...one.more, ...more } }]);
      return [...topology.nodes.values()][0]?.sandbox?.endpoints[0]?.openNames;
    };
    expect([why({}), why({ name: LATER }), why({ hostname: LATER })]).toEqual([undefined, LATER.why, LATER.why]);
    expect(why({}, { items: ['db', LATER], complete: true })).toBe(LATER.why);
    expect(why({}, { items: ['db'], complete: false })).toBe('not all aliases of a are known');
  });
});

describe('an interface', () => {
  const networks = ['one', 'two', 'three'].map((name, index) => ({ name, subnet: `10.${index + 1}.0.0/24` }));
  const names = (topology: Topology) =>
    Object.fromEntries(
      endpointsOf(topology, 'a').map(({ network, interfaceName }) => [network.name, text(interfaceName)]),
    );
  const byChance = '? the engine joins the networks of a container in any order';
  const join = (network: string): Action => ({ do: 'connect', container: 'a', network });
  const leave = (network: string): Action => ({ do: 'disconnect', container: 'a', network });

  test('has the first number that is free, before engine 28', () => {
    const both = [attached('a', { network: 'one' }, { network: 'two' })];
    const topology = topologyOf(networks, both, { version: 27 });
    expect(names(topology)).toEqual({ one: 'eth0', two: 'eth1' });
    expect(names(topology.after(leave('one'), join('three')))).toEqual({ two: 'eth1', three: 'eth0' });
    expect(names(topology.after(join('three')))).toEqual({ one: 'eth0', two: 'eth1', three: 'eth2' });
    expect(names(topologyOf(networks, both, { version: 28 }))).toEqual({ one: byChance, two: byChance });
  });

  test('of a container with one network is the first one on every engine', () => {
    for (const version of [27, 28])
      expect(names(topologyOf(networks, [attached('a', { network: 'one' })], { version }))).toEqual({ one: 'eth0' });
  });

  test('is not known where the name of another one is not', () => {
    const [first, second] = [{ network: 'one', interfaceName: LATER }, { network: 'two' }];
    expect(names(topologyOf(networks, [attached('a', first, second)], { version: 28 }))).toEqual({
      one: `? ${LATER.why}`,
      two: byChance,
    });
  });
});

describe('a network', () => {
  const only = (sketch: Partial<NetworkSketch>, version = 29, more: NetworkSketch['more'] = {}) =>
    topologyOf([{ name: 'net', ...sketch, more: { ...sketch.more, ...more } }], [], { version }).network('net');
  const gateways = (...of: Parameters<typeof only>) => only(...of).gateways.map(String);

  test('on the LAN that leads nowhere has no gateway from engine 25 on, and where it is made internal in so many words never', () => {
    const lan = { driver: 'macvlan', subnet: '10.1.0.0/24', gateway: '10.1.0.1' };
    expect(gateways({ ...lan, options: { parent: 'eth0' } }, 24)).toEqual(['10.1.0.1']);
    expect([24, 25].map((version) => gateways(lan, version))).toEqual([['10.1.0.1'], []]);
    expect(
      [24, 25].map((version) => gateways({ ...lan, internal: true, options: { parent: 'eth0' } }, version)),
    ).toEqual([[], []]);
    expect([only(lan).internal, only({ ...lan, options: { parent: 'eth0' } }).internal]).toEqual([true, false]);
    // an empty parent is none, and one that is not known may be any
    expect([
      only({ ...lan, options: { parent: '' } }).internal,
      only({ ...lan, options: { parent: LATER } }).internal,
    ]).toEqual([true, false]);
    expect(only({ ...lan, options: { parent: '' } }).lan?.parent).toBeUndefined();
  });

  test('whose bridge has no IPv4 address, or is isolated, has no gateway on the host in that family', () => {
    const six = { ipv6: true, ipam: blocks({ subnet: '10.1.0.0/24' }, { subnet: 'fd01::/64' }) };
    const option = (name: string, value: string) => ({ options: { [`com.docker.network.bridge.${name}`]: value } });
    expect(gateways({ more: six })).toEqual(['10.1.0.1', 'fd01::1']);
    expect(gateways({ more: six, ...option('inhibit_ipv4', 'true') })).toEqual(['fd01::1']);
    const isolated = { internal: true, more: six, ...option('gateway_mode_ipv6', 'isolated') };
    expect(gateways(isolated)).toEqual(['10.1.0.1']);
  });

  test('hands out none of its auxiliary addresses, and nothing while its range is not known', () => {
    const first = (block: Partial<IpamBlock>) =>
      addresses(
        topologyOf(
          [{ name: 'net', more: { ipam: blocks({ subnet: '10.1.0.0/24', gateway: '10.1.0.1', ...block }) } }],
          [{ name: 'a', on: [{ network: 'net' }] }],
          {},
          inOrder,
        ),
        'a',
      )[0]?.[0];
    const auxiliary = { printer: '10.1.0.2', later: LATER, none: 'nowhere', scanner: '10.1.0.3' };
    expect([first({}), first({ auxiliary })]).toEqual(['10.1.0.2', '10.1.0.4']);
    expect(first({ ipRange: LATER })).toMatch(/^\? the engine picks/);
    expect(first({ subnet: LATER })).toMatch(/^\? the engine picks/);
  });

  test('is undecided as long as the gateway of its bridge is, but not where no bridge has one', () => {
    const block = { more: { ipam: blocks({ subnet: '10.1.0.0/24', gateway: LATER }) } };
    expect([only(block).undecided, only({ ...block, ...LAN }).undecided]).toEqual([LATER.why, undefined]);
    expect(only({ more: { internal: LATER, ipam: block.more.ipam } }).undecided).toBe(LATER.why);
    expect(only({ options: { any: LATER } }).undecided).toBe(LATER.why);
  });

  test('has a default gateway beside its bridge only where a bridge has it', () => {
    const block = { more: { ipam: blocks({ subnet: '10.1.0.0/24', auxiliary: { DefaultGatewayIPv4: '10.1.0.9' } }) } };
    const other = (sketch: Partial<NetworkSketch>) => addressText(only(sketch).defaultGateways[4]);
    expect([other(block), other({ ...block, ...LAN })]).toEqual(['10.1.0.9', undefined]);
    const later = blocks({ subnet: '10.1.0.0/24', auxiliary: { DefaultGatewayIPv4: LATER } });
    const open = only({ more: { ipam: later } });
    expect([open.defaultGateways[4], open.undecided]).toEqual([
      undefined,
      'what becomes of packets to DefaultGatewayIPv4, the default gateway of its containers',
    ]);
  });

  test('publishes at the address that it is bound to, an IPv4 address in IPv6 clothes included', () => {
    const bound = (address: string) =>
      addressText(only({ options: { 'com.docker.network.bridge.host_binding_ipv4': address } }).hostBinding);
    expect([bound('192.0.2.9'), bound('::ffff:192.0.2.9'), bound('none')]).toEqual([
      '192.0.2.9',
      '192.0.2.9',
      undefined,
    ]);
    expect(only({}).hostBinding).toBeUndefined();
  });

  test('is joined once a container was on it, and stays so', () => {
    const topology = topologyOf([{ name: 'net' }, { name: 'empty' }], [{ name: 'a', on: [{ network: 'net' }] }]);
    const joined = (one: Topology) => ['net', 'empty'].map((name) => one.network(name).joined);
    expect(joined(topology)).toEqual([true, false]);
    expect(joined(topology.after({ do: 'stop', container: 'a' }))).toEqual([true, false]);
  });
});

test('a host that is found as it runs has the name of a container that left its networks in its hosts file, before engine 25', () => {
  const lines = (version: number, sketch: Partial<ContainerSketch>) => {
    const web = {
      name: 'web',
      hostname: 'site',
      namespace: { kind: 'own' as const },
      on: [{ network: 'none' }],
      ...sketch,
    };
    const topology = Topology.of({ ...hostOf([{ name: 'net' }], [web], { version }), observed: true });
    return (topology.node('web').sandbox?.hosts ?? []).map(
      ({ names, address }) => `${text(address)} ${names.join(' ')}`,
    );
  };
  expect(lines(24, {})).toEqual(['? where web was before it left its last network site']);
  expect(lines(25, {})).toEqual([]);
  expect(lines(24, { on: [{ network: 'net', ipv4: '10.9.0.9' }] })).toEqual(['10.9.0.9 site']);
  expect(lines(24, { more: { hostname: LATER } })).toEqual([]);
});
