import { type ContainerSpec, type EndpointDefinition } from '../../../lib/core/engine/definition/docker-host';
import { type Action } from '../../../lib/core/engine/state/action';
import { type TopologyOptions } from '../../../lib/core/engine/state/topology-options';
import { runningHostOf, Topology } from '../../../lib/core/engine/topology';
import { NOTHING } from '../../../lib/core/values/listed';
import { ModelError } from '../../../lib/core/values/model-error';
import { Port } from '../../../lib/core/values/port';
import { type Knowable, Unknown } from '../../../lib/core/values/unknown';
import { addressText, type ContainerSketch, hostOf, type NetworkSketch, topologyOf } from './topology';

const at = { path: 'local' };
const LATER = new Unknown('decided later');
const inOrder = { startsInOrder: true };
const web = Port.tcp(80);

const running = (topology: Topology): string[] =>
  [...topology.nodes.values()].filter((one) => one.running).map(({ name }) => name);
const doubts = (topology: Topology) =>
  Object.fromEntries([...topology.nodes.values()].map(({ name, doubt }) => [name, doubt]));
const sharing = (name: string, container: Knowable<string>): ContainerSketch => ({
  name,
  namespace: { kind: 'container', container },
});
const linking = (...items: string[]): Partial<ContainerSpec> => ({ links: { items, complete: true } });
const stop = (container: string): Action => ({ do: 'stop', container });
const start = (container: string): Action => ({ do: 'start', container });
const restart = (container: string): Action => ({ do: 'restart', container });
const leave = (container: string, network: string): Action => ({ do: 'disconnect', container, network });
const join = (container: string, network: string, more: object = {}): Action => ({
  do: 'connect',
  container,
  network,
  ...more,
});
const specOf = (sketch: ContainerSketch): ContainerSpec => hostOf([], [sketch]).containers.items[0]!;
const dual = (name: string): NetworkSketch => ({
  name,
  more: {
    ipv6: true,
    ipam: {
      items: ['10.1.0.0/24', 'fd01::/64'].map((subnet) => ({ at, subnet, auxiliary: {} })),
      complete: true,
    },
  },
});
const sixOnly = (name: string, subnet: string, internal = false): NetworkSketch => ({
  name,
  internal,
  options: { 'com.docker.network.enable_ipv4': 'false' },
  more: { ipv6: true, ipam: { items: [{ at, subnet, auxiliary: {} }], complete: true } },
});

describe('a host', () => {
  const refused = (ask: () => unknown): unknown => {
    try {
      ask();
    } catch (error) {
      if (error instanceof ModelError) return [error.code, error.message];
    }
    return undefined;
  };

  test('says what it has where it is asked for something that it has not', () => {
    const topology = topologyOf([{ name: 'net' }], [{ name: 'storefront' }]);
    expect(refused(() => topology.node('storefrnt'))).toEqual([
      'container-unknown',
      expect.stringMatching(/no container "storefrnt" on this host; it has storefront\b.*did you mean "storefront"\?/s),
    ]);
    expect(refused(() => topology.node('zzz'))).toEqual([
      'container-unknown',
      expect.stringMatching(/use the name that the container has on the engine/),
    ]);
    expect(refused(() => topology.network('zzz'))).toEqual([
      'network-unknown',
      expect.stringMatching(/no network "zzz" on this host; it has bridge, net\b.*use the name that the network has/s),
    ]);
    expect(refused(() => topologyOf([], []).node('zzz'))).toEqual([
      'container-unknown',
      expect.stringMatching(/it has none\b/),
    ]);
  });

  test('lists twelve of its containers, and says when there are more', () => {
    const many = (count: number) =>
      refused(() =>
        topologyOf(
          [],
          Array.from({ length: count }, (_, index) => ({ name: `c${index}` })),
        ).node('zzz'),
      );
    expect(many(12)).toEqual(['container-unknown', expect.stringMatching(/it has c0, .*, c11\b(?!, …)/)]);
    expect(many(13)).toEqual(['container-unknown', expect.stringMatching(/it has c0, .*, c11, …/)]);
  });

  test('has one network and one container of a name, the first', () => {
    const topology = topologyOf(
      [
        { name: 'net', subnet: '10.1.0.0/24' },
        { name: 'net', subnet: '10.2.0.0/24' },
      ],
      [
        { name: 'a', on: [{ network: 'net' }] },
        { name: 'a', namespace: { kind: 'none' } },
      ],
    );
    expect(topology.network('net').subnets.map(String)).toEqual(['10.1.0.0/24']);
    expect(topology.node('a').spec.namespace).toEqual({ kind: 'own' });
  });

  test('knows another machine by the addresses that are said of it, and has no default bridge where there is none', () => {
    const outside = (given: TopologyOptions['outside']) => {
      const { outsideAddress, outsideAddresses } = runningHostOf(
        topologyOf([], [], {}, given === undefined ? {} : { outside: given }),
      );
      return [addressText(outsideAddress), outsideAddresses.map(String)];
    };
    expect(outside(undefined)).toEqual([undefined, []]);
    expect(outside({ address: '192.0.2.2' })).toEqual(['192.0.2.2', ['192.0.2.2']]);
    expect(outside({ address: '192.0.2.2', addresses: ['fd00::2', 'none'] })).toEqual([
      '192.0.2.2',
      ['192.0.2.2', 'fd00::2'],
    ]);
    const networks = (exists: boolean) => [...topologyOf([], [], { defaultBridge: { exists } }).networks.keys()];
    expect([networks(true), networks(false)]).toEqual([['bridge'], []]);
  });

  test('starts whatever is defined where it is told that all of it runs', () => {
    const net = { name: 'net', subnet: '10.1.0.0/24' };
    const on = [{ network: 'net', ipv4: '10.1.0.5' }];
    const publish = [{ hostPort: 8080 }];
    const containers = [
      { name: 'a', on, publish },
      { name: 'b', on, publish },
      { name: 'far', on: [{ network: 'net', ipv4: '10.9.0.1' }] },
    ];
    const all = topologyOf([net], containers, {}, { startsRegardless: true });
    expect([running(all), doubts(all)]).toEqual([['a', 'b', 'far'], {}]);
    expect(running(topologyOf([net], containers, {}, inOrder))).toEqual(['a']);
    // only of the definition: what comes later starts as ever
    const later = { do: 'create' as const, spec: specOf({ name: 'late', publish }) };
    expect(running(all.after(later))).toEqual(['a', 'b', 'far']);
  });

  test('that is found as it runs has containers that stand still where they do, and no doubt about order', () => {
    const publish = [{ hostPort: 8080 }];
    const containers = [
      { name: 'a', publish, more: { paused: true } },
      { name: 'b', publish, more: { paused: false } },
      { name: 'c', namespace: { kind: 'host' as const }, listen: [8080] },
    ];
    const topology = Topology.of({ ...hostOf([], containers), observed: true });
    expect([...topology.nodes.values()].map(({ paused }) => paused)).toEqual([true, false, false]);
    expect([running(topology), doubts(topology)]).toEqual([['a', 'b', 'c'], {}]);
    // what it is told to be paused does not count where it is yet to start
    expect(topologyOf([], [{ name: 'a', more: { paused: true } }]).node('a').paused).toBe(false);
  });
});

describe('a container that shares a network stack', () => {
  test('starts after the one whose stack it is, in whatever order they are defined, and is in it once', () => {
    for (const both of [
      [sharing('s', 'o'), { name: 'o' }],
      [{ name: 'o' }, sharing('s', 'o')],
    ]) {
      const topology = topologyOf([], both, {}, inOrder);
      expect(running(topology).sort()).toEqual(['o', 's']);
      expect(topology.node('s').sandbox?.members.map(({ name }) => name)).toEqual(['o', 's']);
    }
    const alone = topologyOf([], [sharing('s', 'unseen')]).node('s').sandbox;
    expect(alone?.members.map(({ name }) => name)).toEqual(['s']);
  });

  test('may not run as the other may not, and is on networks that nobody knows where the other is not known', () => {
    const topology = topologyOf([], [{ name: 'o', more: { running: LATER } }, sharing('s', 'o'), sharing('t', LATER)]);
    expect(doubts(topology)).toEqual({ o: LATER.why, s: LATER.why });
    expect(topology.node('t').sandbox?.incomplete).toBe(LATER.why);
  });

  test('is found in one of its own that all sharers have, with its loopback alone, where the other one has ended', () => {
    const seen = (...containers: readonly ContainerSketch[]) =>
      Topology.of({ ...hostOf([], containers), observed: true });
    for (const topology of [
      seen({ name: 'o', more: { running: false } }, sharing('s', 'o'), sharing('t', 'o')),
      seen(sharing('s', 'o'), sharing('t', 'o')),
    ]) {
      const { sandbox } = topology.node('s');
      expect(sandbox).toBe(topology.node('t').sandbox);
      expect([sandbox?.members.map(({ name }) => name), sandbox?.endpoints, sandbox?.incomplete]).toEqual([
        ['s', 't'],
        [],
        undefined,
      ]);
    }
    const beside = seen({ name: 'o' }, sharing('s', 'o'));
    expect(beside.node('s').sandbox).toBe(beside.node('o').sandbox);
  });

  test('finds it again under its new name, and no other one', () => {
    const topology = topologyOf([], [{ name: 'a' }, { name: 'b' }, sharing('s', 'a'), sharing('t', 'b')]);
    const renamed = topology.after({ do: 'rename', container: 'a', to: 'c' }, restart('s'), restart('t'));
    const ownerOf = (name: string) => renamed.node(name).sandbox?.owner?.name;
    expect([ownerOf('s'), ownerOf('t'), ownerOf('b')]).toEqual(['c', 'b', 'b']);
  });
});

describe('a container with links', () => {
  const net = { name: 'net', subnet: '10.1.0.0/24' };
  const linked = (...networks: readonly string[]) => ({
    name: 'web',
    on: networks.map((network) => ({ network })),
    more: linking('db:base'),
  });

  test('starts without the others once it left the default bridge, and not while it is also elsewhere', () => {
    const topology = topologyOf([net], [linked(), { name: 'db' }]);
    const again = (...actions: readonly Action[]) => running(topology.after(...actions, stop('db'), restart('web')));
    expect(again(join('web', 'net'))).toEqual([]);
    expect(again(join('web', 'net'), leave('web', 'bridge'))).toEqual(['web']);
    // a link that is taken back is not asked for
    expect(again({ do: 'remove-link', container: 'web', alias: 'base' })).toEqual(['web']);
    expect(again({ do: 'remove-link', container: 'web', alias: 'other' })).toEqual([]);
  });

  test('starts where a target was never read, and may not run as a target may not', () => {
    expect(running(topologyOf([], [linked()]))).toEqual(['web']);
    const open = topologyOf([], [linked(), { name: 'db', more: { running: LATER } }]);
    expect(doubts(open)).toEqual({ db: LATER.why, web: LATER.why });
  });

  test('finds others by them on the default bridge alone, where that is the first of its networks', () => {
    const found = (...networks: readonly string[]) => {
      const on = [{ network: 'bridge' }, { network: 'net' }];
      return topologyOf([net], [linked(...networks), { name: 'db', on }], {}, inOrder).resolve('web', 'base').kind;
    };
    expect([found('bridge'), found('bridge', 'net')]).toEqual(['resolved', 'resolved']);
    expect([found('net', 'bridge'), found('net')]).toEqual(['no-such-name', 'no-such-name']);
  });
});

test('a link to another container is as it was when one gets a new name, and an unreadable one too', () => {
  const items = ['x:base', 'a:peer', 'a b', LATER];
  const linking = { name: 'web', more: { links: { items, complete: true } } };
  const renamed = topologyOf([], [linking, { name: 'a' }, { name: 'x' }]).after({
    do: 'rename',
    container: 'a',
    to: 'c',
  });
  expect(renamed.node('web').spec.links.items).toEqual(['x:base', 'c:peer', 'a b', LATER]);
});

describe('what is done to a container', () => {
  const networks = [
    { name: 'aa', subnet: '10.1.0.0/24' },
    { name: 'mm', subnet: '10.2.0.0/24' },
    { name: 'zz', subnet: '10.3.0.0/24' },
  ];
  const portOf = (topology: Topology) => topology.node('a').bindings.map(({ hostPort }) => hostPort);
  const published = topologyOf(networks, [{ name: 'a', on: [{ network: 'mm' }], publish: [{}] }], {}, inOrder);

  test('a start of one that runs changes nothing, and a name that is taken makes nobody start', () => {
    expect([portOf(published), portOf(published.after(start('a'))), portOf(published.after(restart('a')))]).toEqual([
      [32_768],
      [32_768],
      [32_769],
    ]);
    const taken = published.after(stop('a'), { do: 'create', spec: specOf({ name: 'a' }) });
    expect(running(taken)).toEqual([]);
    const asleep = published.after({ do: 'create', spec: specOf({ name: 'b', more: { running: false } }) });
    expect(running(asleep)).toEqual(['a']);
    expect(running(published.after({ do: 'create', spec: specOf({ name: 'b' }) }))).toEqual(['a', 'b']);
  });

  test('another network carries its ports, with another number, only where it comes before the one that did', () => {
    const numbers = ['aa', 'zz'].map((network) => portOf(published.after(join('a', network))));
    expect(numbers).toEqual([[32_769], [32_768]]);
    expect(portOf(published.after(join('a', 'aa'), leave('a', 'zz')))).toEqual([32_769]);
    expect(portOf(published.after(leave('a', 'mm')))).toEqual([]);
  });

  test('ports move in one family alone from engine 27 on, where another network comes to carry that', () => {
    const one = { name: 'a', on: [{ network: 'mm' }], publish: [{ hostPort: 8080 }] };
    const carriers = (version: number) => {
      const topology = topologyOf([networks[1]!, sixOnly('six', 'fd06::/64')], [one], { version });
      return topology
        .after(join('a', 'six'))
        .node('a')
        .bindings.map(({ publishers }) => [publishers[4]?.network.name, publishers[6]?.network.name]);
    };
    expect(carriers(29)).toEqual([['mm', 'six']]);
  });

  test('who is asked first for what two ask for is open, also for an address and on joining', () => {
    const on = [{ network: 'aa', ipv4: '10.1.0.9' }];
    const both = topologyOf(networks, [
      { name: 'a', on },
      { name: 'b', on },
    ]);
    expect(doubts(both)).toEqual({
      a: 'whether a or b starts first and gets an address',
      b: 'whether b or a starts first and gets an address',
    });
    const publish = [{ hostPort: 8080 }];
    const rival = { name: 'b', publish, more: { running: LATER } };
    const inside = [{ ...networks[0]!, internal: true }, networks[1]!];
    const late = topologyOf(inside, [{ name: 'a', on: [{ network: 'aa' }], publish }, rival]).after(join('a', 'mm'));
    expect(doubts(late)).toEqual({ a: 'whether a or b starts first and gets a host port', b: LATER.why });
  });

  test('ports move to an internal network where the one that carried them is left, before engine 25', () => {
    const stranded = (version: number, internal: boolean, ...actions: readonly Action[]) => {
      const some = [networks[1]!, { ...networks[2]!, internal }];
      const one = { name: 'a', on: [{ network: 'mm' }, { network: 'zz' }], publish: [{ hostPort: 8080 }] };
      return topologyOf(some, [one], { version })
        .after(...actions)
        .node('a').sandbox?.stranded?.network.name;
    };
    const away = leave('a', 'mm');
    expect([stranded(24, true, away), stranded(25, true, away), stranded(24, false, away)]).toEqual([
      'zz',
      undefined,
      undefined,
    ]);
    expect([stranded(24, true), stranded(24, true, leave('a', 'zz'))]).toEqual([undefined, undefined]);
    expect(stranded(24, true, away, join('a', 'mm'))).toBeUndefined();
  });

  test('it joins a network as it is told to: under names, with links, at addresses, with a priority', () => {
    const joined = (more: object) => {
      const topology = topologyOf([dual('net')], [{ name: 'a' }, { name: 'b' }], {}, inOrder);
      const found = topology
        .after(join('a', 'net', more))
        .node('a')
        .sandbox?.endpoints.find(({ network }) => network.name === 'net');
      return found && [found.aliases, found.links, addressText(found.ipv4), addressText(found.ipv6), found.priority];
    };
    expect(joined({})).toEqual([[], [], '10.1.0.2', 'fd01::2', 0]);
    const links = [{ target: 'b', alias: 'peer' }];
    expect(
      joined({ aliases: ['db'], links: ['b:peer'], ipv4: '10.1.0.9', ipv6: 'fd01::9', gatewayPriority: 5 }),
    ).toEqual([['db'], links, '10.1.0.9', 'fd01::9', 5]);
  });

  test('while it is stopped it joins and leaves networks for the next start, and none is the one of the host', () => {
    const onNext = (...actions: readonly Action[]) =>
      published
        .after(stop('a'), ...actions, start('a'))
        .node('a')
        .sandbox?.endpoints.map(({ network }) => network.name);
    expect(onNext(join('a', 'zz'))).toEqual(['mm', 'zz']);
    expect(onNext(join('a', 'zz'), leave('a', 'mm'))).toEqual(['zz']);
    expect(onNext(join('a', 'host'))).toEqual(['mm']);
    expect(
      published
        .after(join('a', 'host'))
        .node('a')
        .attachments.map(({ network }) => network),
    ).toEqual(['mm']);
  });
});

describe('an engine that restarts', () => {
  const always = { restart: 'always' };

  test('starts all at one time: addresses of several are not foretold any more, and who comes first is open', () => {
    const net = { name: 'net', subnet: '10.1.0.0/24' };
    const on = [{ network: 'net' }];
    const addressOf = (...more: readonly object[]) => {
      const containers = more.map((one, index) => ({ name: `c${index}`, on, more: one }));
      const again = topologyOf([net], containers, {}, inOrder).after({ do: 'restart-engine' });
      return addressText(again.node('c0').sandbox?.endpoints[0]?.ipv4);
    };
    expect([addressOf(always), addressOf(always, {}), addressOf(always, always)]).toEqual([
      '10.1.0.2',
      '10.1.0.2',
      undefined,
    ]);
    const publish = [{ hostPort: 8080 }];
    const rivals = topologyOf(
      [],
      ['a', 'b'].map((name) => ({ name, publish, more: always })),
      {},
      inOrder,
    );
    expect([running(rivals), doubts(rivals)]).toEqual([['a'], {}]);
    const again = rivals.after({ do: 'restart-engine' });
    expect([running(again), doubts(again)]).toEqual([
      ['a', 'b'],
      {
        a: 'whether a or b starts first and gets a host port',
        b: 'whether b or a starts first and gets a host port',
      },
    ]);
    // what comes later does not start
    const one = topologyOf([], [{ name: 'a', publish, more: always }]).after({ do: 'restart-engine' });
    expect(running(one.after({ do: 'create', spec: specOf({ name: 'c', publish }) }))).toEqual(['a']);
  });

  test('may start one whose policy is not known, if it ran', () => {
    const containers = ['a', 'b'].map((name) => ({ name, more: { restart: LATER } }));
    const again = topologyOf([], containers).after(stop('b'), { do: 'restart-engine' });
    expect(doubts(again)).toEqual({ a: LATER.why });
  });
});

describe('a host port', () => {
  test('keeps a later container from starting where one that runs for certain has it, whoever else may have it', () => {
    const on = (hostAddress: string) => [{ hostPort: 8080, hostAddress }];
    const topology = (running: Knowable<boolean>) =>
      topologyOf(
        [],
        [
          { name: 'a', publish: on('127.0.0.1'), more: { running: LATER } },
          { name: 'b', publish: on('192.0.2.1'), more: { running } },
          { name: 'c', publish: [{ hostPort: 8080 }] },
        ],
        {},
        inOrder,
      );
    expect([running(topology(true)), running(topology(LATER))]).toEqual([
      ['a', 'b'],
      ['a', 'b', 'c'],
    ]);
  });

  test('that programs of the host have keeps a container from starting only where its number and address are known', () => {
    const listeners = [{ port: 8080, protocol: 'tcp' as const, address: '192.0.2.1' }];
    const starts = (port: object) =>
      running(topologyOf([], [{ name: 'a', publish: [port] }], { listeners })).length > 0;
    expect(starts({ hostPort: 8080 })).toBe(false);
    expect(starts({ hostPort: 8080, hostAddress: '192.0.2.1' })).toBe(false);
    expect(starts({ hostPort: 8080, hostAddress: '127.0.0.1' })).toBe(true);
    expect(starts({ hostPort: 8080, hostAddress: LATER })).toBe(true);
    expect(starts({ hostPort: LATER })).toBe(true);
    expect(starts({ hostPort: 8080, protocol: 'udp' })).toBe(true);
  });

  test('may be one of the container that its own definition leaves open, and of no other container', () => {
    const open = { containerPort: 81, protocol: LATER, hostPort: 8081 };
    const topology = topologyOf([], [{ name: 'a', publish: [open] }, { name: 'b' }]);
    expect(topology.hostPortOf('a', Port.tcp(81))).toEqual(LATER);
    expect([topology.hostPortOf('a', web), topology.hostPortOf('b', Port.tcp(81))]).toEqual([undefined, undefined]);
    const holders = (...actions: readonly Action[]) =>
      runningHostOf(
        topologyOf(
          [],
          ['a', 'b'].map((name) => ({ name, publish: [open] })),
        ).after(...actions),
      )
        .openBindings()
        .map(({ holder }) => holder.name);
    expect([holders(), holders(stop('a')), holders(stop('a'), start('a'))]).toEqual([['a', 'b'], ['b'], ['b', 'a']]);
  });

  test('is given back by whoever ends: the number of a range, and one that is picked, count for nobody then', () => {
    const range = { hostPort: 8080, hostPortLast: 8081 };
    const publish = [range];
    const three = topologyOf(
      [],
      ['a', 'b', 'c'].map((name) => ({ name, publish })),
    );
    const none = (name: string) => `whether a host port is left for ${name}`;
    expect(doubts(three)).toEqual({ a: none('a'), b: none('b'), c: none('c') });
    const left = three.after(stop('a'), stop('b'), stop('c'), start('a'), start('b'));
    expect(running(left)).toEqual(['a', 'b']);
    const exact = { do: 'create' as const, spec: specOf({ name: 'd', publish: [{ hostPort: 8080 }] }) };
    const alone = topologyOf([], [{ name: 'a', publish }]).after(stop('a'), exact);
    expect([running(alone), doubts(alone)['d']]).toEqual([['d'], undefined]);
  });
});

describe('a container without IPv6', () => {
  const off = { 'net.ipv6.conf.all.disable_ipv6': '1' };
  const four = { name: 'four', subnet: '10.1.0.0/24' };
  const incomplete = (networks: readonly NetworkSketch[], sysctls: NonNullable<ContainerSpec['sysctls']> = off) =>
    topologyOf(
      networks,
      [{ name: 'a', on: networks.map(({ name }) => ({ network: name })), more: { sysctls } }],
      {},
      inOrder,
    ).node('a').sandbox?.incomplete;
  const why = 'its networks give it no address, and the engine may put it on a network of its own, docker_gwbridge';

  test('may get a network of the engine where none that leads out gives it an address', () => {
    expect(incomplete([sixOnly('six', 'fd01::/64')])).toBe(why);
    expect(incomplete([sixOnly('six', 'fd01::/64'), { ...four, internal: true }])).toBe(why);
    expect(incomplete([sixOnly('six', 'fd01::/64', true)])).toBe(why);
    expect(incomplete([sixOnly('six', 'fd01::/64'), four])).toBeUndefined();
    expect(incomplete([sixOnly('six', 'fd01::/64', true), { ...four, internal: true }])).toBeUndefined();
  });

  test('is one whose settings say so, of all interfaces; where that is not known, neither is its address', () => {
    const six = (sysctls: NonNullable<ContainerSpec['sysctls']>) => {
      const one = topologyOf([dual('net')], [{ name: 'a', on: [{ network: 'net' }], more: { sysctls } }], {}, inOrder);
      const address = one.node('a').sandbox?.endpoints[0]?.ipv6;
      return address instanceof Unknown ? address.why : addressText(address);
    };
    expect(six({ 'net.ipv4.ip_forward': '1' })).toBe('fd01::2');
    expect(six({ 'net.ipv6.conf.all.disable_ipv6': '0' })).toBe('fd01::2');
    expect(six(off)).toBeUndefined();
    expect(six({ 'net.ipv6.conf.all.disable_ipv6': LATER })).toBe(LATER.why);
  });
});

test('links of an endpoint of which not all are known may be more', () => {
  const endpoint: EndpointDefinition = {
    at,
    network: 'net',
    aliases: NOTHING,
    links: { items: ['db:base'], complete: false },
  };
  const one = { name: 'a', more: { endpoints: { items: [endpoint], complete: true } } };
  const [found] = topologyOf([{ name: 'net' }], [one]).node('a').sandbox?.endpoints ?? [];
  expect([found?.openLinks, found?.links]).toEqual([
    'not all of its links are known',
    [{ target: 'db', alias: 'base' }],
  ]);
});
