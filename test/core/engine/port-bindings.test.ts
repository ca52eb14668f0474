import {
  type AssignedPort,
  type ContainerSpec,
  type DockerHost,
  type PublishedPort,
} from '../../../lib/core/engine/definition/docker-host';
import { ENGINE_HOST } from '../../../lib/core/engine/flow/verdict';
import { type Binding } from '../../../lib/core/engine/state/sandbox';
import { type Action } from '../../../lib/core/engine/state/action';
import { runningHostOf, Topology } from '../../../lib/core/engine/topology';
import { Port } from '../../../lib/core/values/port';
import { isKnown, Unknown } from '../../../lib/core/values/unknown';
import fc from '../../law';
import { draws, someOf } from '../../thoroughness';
import { drawn, VERSIONS } from './drawn';
import { addressText, hostOf, topologyOf } from './topology';

describe('the number of a range that is open', () => {
  const RANGE = { hostPort: 8080, hostPortLast: 8081 };
  const doubts = (version: number, ...publish: readonly (readonly Partial<PublishedPort>[])[]) => {
    const containers = publish.map((ports, at) => ({ name: `c${at}`, publish: ports }));
    return [...topologyOf([], containers, { version }).nodes.values()].map(({ running, doubt }) => doubt ?? running);
  };

  test('may be that of another container, which does not start then', () => {
    expect(doubts(29, [RANGE], [{ hostPort: 8081 }])).toEqual([true, 'whether c0 takes a host port of c1 first']);
    expect(doubts(29, [{ hostPort: 8081 }], [RANGE])).toEqual(['whether c1 takes a host port of c0 first', true]);
    expect(doubts(29, [RANGE], [{ hostPort: 8082 }], [{ hostPort: 8080, protocol: 'udp' }])).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('may be none, where others may have all of them', () => {
    expect(doubts(29, [RANGE], [RANGE])).toEqual([true, true]);
    const none = ['c0', 'c1', 'c2'].map((name) => `whether a host port is left for ${name}`);
    expect(doubts(29, [RANGE], [RANGE], [RANGE])).toEqual(none);
  });

  test('may be one that a program of the host listens on, until none is left', () => {
    const doubtOf = (version: number, listeners: readonly number[], ...publish: readonly Partial<PublishedPort>[]) =>
      topologyOf([], [{ name: 'web', publish }], {
        version,
        listeners: listeners.map((port) => ({ port, protocol: 'tcp' as const, address: '0.0.0.0' })),
      }).node('web').doubt;
    expect(doubtOf(29, [8081], RANGE, { hostPort: 8080 })).toBe('whether a host port is left for web');
    expect(doubtOf(29, [8081, 8081], RANGE)).toBeUndefined();
    expect(doubtOf(29, [8081, 8082], { ...RANGE, hostAddress: '127.0.0.1' })).toBeUndefined();
    expect(doubtOf(29, [8080, 8081], { ...RANGE, protocol: 'udp' })).toBeUndefined();
    expect(doubtOf(26, [8081], RANGE)).toBe('whether web gets a host port that a program of the host has');
    expect(doubtOf(26, [8082], RANGE)).toBeUndefined();
    expect(doubtOf(26, [8081], {})).toBeUndefined();
    // the engine gives up after ten
    const wide = { hostPort: 8080, hostPortLast: 8099 };
    const taken = Array.from({ length: 10 }, (_, at) => 8080 + at);
    expect(doubtOf(29, taken, wide)).toBe('whether a host port is left for web');
    expect(doubtOf(29, taken.slice(1), wide)).toBeUndefined();
  });

  test('may be one that a container in the namespace of the host listens on, whichever of them is defined first', () => {
    const web = { name: 'web', publish: [RANGE, { hostPort: 8082, containerPort: 81 }] };
    const program = (port: number) => ({ name: 'program', namespace: { kind: 'host' as const }, listen: [port] });
    const doubtsBeside = (port: number) =>
      [
        [web, program(port)],
        [program(port), web],
      ].map((both) => topologyOf([], both, { version: 26 }).node('web').doubt);
    const first = 'whether web or program starts first and gets a host port';
    expect(doubtsBeside(8082)).toEqual([first, first]);
    const gets = 'whether web gets a host port that a program of the host has';
    expect(doubtsBeside(8081)).toEqual([gets, gets]);
    expect(doubtsBeside(8083)).toEqual([undefined, undefined]);
  });

  test('may be one that the engine picks for another container, which begins with the first of the dynamic ones', () => {
    const picks = [[{}], [{}]];
    const range = (hostPort: number) => ({ hostPort, hostPortLast: hostPort + 1 });
    expect(doubts(29, [range(32_768)], ...picks)).toEqual(['whether a host port is left for c0', true, true]);
    expect(doubts(29, [range(33_000)], ...picks)).toEqual([true, true, true]);
    expect(doubts(29, [{ hostPort: 32_769 }], ...picks)[0]).toBe('whether c1 takes a host port of c0 first');
    expect(doubts(29, [{ hostPort: 32_769, protocol: 'udp' }], ...picks)).toEqual([true, true, true]);
    expect(doubts(29, [{ hostPort: 8080 }], ...picks)).toEqual([true, true, true]);
    // a number that is not known may be any
    const open = { hostPort: new Unknown('not known'), hostAddress: '127.0.0.1' };
    expect(doubts(26, [open], [{}])).toEqual(['whether a host port is left for c0', true]);
  });

  test('is looked for at the very address before engine 27, whatever is taken at others', () => {
    const publish = [[RANGE], [{ ...RANGE, hostAddress: '127.0.0.1' }]] as const;
    const left = ['c0', 'c1'].map((name) => `whether a host port is left for ${name}`);
    expect([26, 27].map((version) => doubts(version, ...publish))).toEqual([left, [true, true]]);
  });
});

describe('host ports that the engine picks', () => {
  const picked = (...publish: Parameters<typeof topologyOf>[1][number]['publish'] & object) => {
    const topology = topologyOf([], [{ name: 'web', publish }], { version: 20 }, { startsInOrder: true });
    return topology.node('web').bindings.map(({ hostPort }) => isKnown(hostPort));
  };

  test('for two ports of one container come in any order, unless they are looked for in different numbers', () => {
    expect(picked({ containerPort: 80 }, { containerPort: 81 })).toEqual([false, false]);
    expect(picked({ containerPort: 80 }, { containerPort: 80, protocol: 'udp' })).toEqual([true, true]);
    expect(picked({ containerPort: 80 }, { containerPort: 81, hostPort: 9000, hostPortLast: 9001 })).toEqual([
      true,
      true,
    ]);
    expect(picked({ containerPort: 80 }, { containerPort: 81, hostPort: 9000 })).toEqual([true, true]);
  });
});

describe('host ports, in the order in which containers start', () => {
  /** The host ports of each container; undefined where it does not run. */
  const numbers = (version: number | string, ...publish: readonly (readonly Partial<PublishedPort>[])[]): unknown[] => {
    const containers = publish.map((ports, at) => ({ name: `c${at}`, publish: ports }));
    const topology = topologyOf([], containers, { version }, { startsInOrder: true });
    return [...topology.nodes.values()].map(({ running, bindings }) =>
      running ? bindings.map(({ hostPort }) => (isKnown(hostPort) ? hostPort : 'any')) : undefined,
    );
  };
  const range = { hostPort: 8080, hostPortLast: 8081 };

  test('that are exact are taken first, then those of ranges, then picked ones', () => {
    expect(
      numbers(29, [{ containerPort: 82 }, { containerPort: 81, ...range }, { containerPort: 80, hostPort: 8080 }]),
    ).toEqual([[8080, 8081, 32_768]]);
  });

  test('are picked by container port and protocol from engine 27 on, in any order before', () => {
    const ports = [
      { containerPort: 81 },
      { containerPort: 80, protocol: 'udp' },
      { containerPort: 80 },
      { containerPort: 79 },
    ];
    const of = (version: number): unknown[] => {
      const { bindings } = topologyOf([], [{ name: 'c', publish: ports }], { version }, { startsInOrder: true }).node(
        'c',
      );
      return bindings.map((one) => [one.containerPort, one.protocol, isKnown(one.hostPort) ? one.hostPort : 'any']);
    };
    expect(of(27)).toEqual([
      [79, 'tcp', 32_768],
      [80, 'tcp', 32_769],
      [80, 'udp', 32_768],
      [81, 'tcp', 32_770],
    ]);
    expect(of(26)).toContainEqual([79, 'tcp', 'any']);
  });

  test('of one container port are one number at all of its addresses from engine 27 on', () => {
    const two = [{ hostAddress: '127.0.0.1' }, { hostAddress: '192.0.2.1' }];
    expect(numbers(27, [{ hostAddress: '127.0.0.1' }], two)).toEqual([[32_768], [32_769, 32_769]]);
    expect(numbers(27, two, [{ containerPort: 81, hostAddress: '192.0.2.1' }])).toEqual([[32_768, 32_768], [32_769]]);
  });

  test('are picked twice before engine 27 where another network than the first one comes to carry the port', () => {
    const networks = ['aa', 'mm', 'zz'].map((name) => ({ name }));
    const numberOn = (version: number, ...on: readonly string[]): unknown => {
      const web = { name: 'web', on: on.map((network) => ({ network })), publish: [{}] };
      const [one] = topologyOf(networks, [web], { version }, { startsInOrder: true }).node('web').bindings;
      return one && (isKnown(one.hostPort) ? one.hostPort : 'any');
    };
    expect([numberOn(20, 'aa', 'zz'), numberOn(20, 'zz', 'aa')]).toEqual([32_768, 32_769]);
    expect([numberOn(29, 'aa', 'zz'), numberOn(29, 'zz', 'aa')]).toEqual([32_768, 32_768]);
    // the others join in any order
    expect([numberOn(20, 'aa', 'mm', 'zz'), numberOn(20, 'zz', 'mm', 'aa')]).toEqual([32_768, 'any']);
  });

  test('of a range are the first that is free, and a container that finds none does not run', () => {
    expect(numbers(29, [range], [range], [range])).toEqual([[8080], [8081], undefined]);
    expect(numbers(29, [{ hostPort: 8080 }], [range], [{ ...range, protocol: 'udp' }])).toEqual([
      [8080],
      [8081],
      [8080],
    ]);
    expect(numbers(29, [{ hostPort: 8080, hostPortLast: 8080 }], [{ hostPort: 8080 }])).toEqual([[8080], undefined]);
  });

  test('at another address do not count before engine 27, so that a range ends in a number that is taken', () => {
    const publish = [[{ hostPort: 8080 }], [{ ...range, hostAddress: '127.0.0.1' }]] as const;
    expect(numbers(26, ...publish)).toEqual([[8080], undefined]);
    expect(numbers(27, ...publish)).toEqual([[8080], [8081]]);
    expect(
      numbers(26, [{ hostPort: 8080, hostAddress: '192.0.2.1' }], [{ ...range, hostAddress: '127.0.0.1' }]),
    ).toEqual([[8080], [8080]]);
  });

  test('of a range go round: behind the last one comes the first, and an engine that begins anew begins with it too', () => {
    const web = {
      name: 'web',
      publish: [{ hostPort: 8080, hostPortLast: 8082 }],
      more: { restart: 'always' as const },
    };
    const restart = { do: 'restart', container: 'web' } as const;
    const after = (...actions: readonly Action[]): unknown =>
      topologyOf([], [web], {}, { startsInOrder: true })
        .after(...actions)
        .node('web').bindings[0]?.hostPort;
    expect([after(), after(restart), after(restart, restart), after(restart, restart, restart)]).toEqual([
      8080, 8081, 8082, 8080,
    ]);
    expect(after(restart, { do: 'restart-engine' })).toBe(8080);
  });

  test('pass over those that programs of the host have, ten of them and no more; of a range only from engine 27 on', () => {
    const of = (version: number, port: Partial<PublishedPort>, ...taken: readonly number[]): unknown => {
      const listeners = taken.map((one) => ({ port: one, protocol: 'tcp' as const }));
      const topology = topologyOf(
        [],
        [{ name: 'web', publish: [port] }],
        { version, listeners },
        { startsInOrder: true },
      );
      return topology.node('web').bindings[0]?.hostPort;
    };
    const ten = Array.from({ length: 10 }, (_, at) => 8080 + at);
    const wide = { hostPort: 8080, hostPortLast: 8099 };
    expect([of(29, wide, ...ten), of(29, wide, ...ten.slice(1)), of(29, wide, ...ten.slice(0, 9))]).toEqual([
      undefined,
      8080,
      8089,
    ]);
    expect([of(20, {}, 32_768), of(20, wide, 8080), of(20, wide, 8081)]).toEqual([32_769, undefined, 8080]);
    expect(of(29, { ...wide, protocol: 'udp' }, ...ten)).toBe(8080);
  });

  test('of one container port are one number only out of the same numbers, and not foretold twice at one address', () => {
    const at = (hostAddress: string, hostPort: number) => ({ hostAddress, hostPort, hostPortLast: hostPort + 1 });
    expect(numbers(29, [at('127.0.0.1', 8080), at('192.0.2.1', 8090)])).toEqual([[8080, 8090]]);
    expect(numbers(29, [at('127.0.0.1', 8080), at('192.0.2.1', 8080)], [at('127.0.0.1', 8080)])).toEqual([
      [8080, 8080],
      [8081],
    ]);
    expect(numbers(29, [{}, {}])).toEqual([['any', 'any']]);
    expect(numbers(26, [at('127.0.0.1', 8080)], [at('127.0.0.1', 8080)])).toEqual([[8080], [8081]]);
  });

  test('at an address that is not known may be those of another container', () => {
    const open = new Unknown('not known');
    const of = (version: number, ...publish: readonly Partial<PublishedPort>[]): unknown[] => {
      const containers = publish.map((port, at) => ({ name: `c${at}`, publish: [port] }));
      return [...topologyOf([], containers, { version }).nodes.values()].map(({ doubt }) => doubt);
    };
    const both = { hostAddress: '127.0.0.1', ...range };
    expect(of(29, { ...range, hostAddress: open }, { hostPort: 8081, hostAddress: '192.0.2.1' })).toEqual([
      undefined,
      'whether c0 takes a host port of c1 first',
    ]);
    expect(of(26, both, both)).toEqual([undefined, undefined]);
  });

  test('are given back when a container ends, and the engine goes on behind the last one that it picked', () => {
    const publish = [{}];
    const topology = topologyOf(
      [],
      [
        { name: 'a', publish },
        { name: 'b', publish },
      ],
      {},
      { startsInOrder: true },
    );
    const portsOf = (one: Topology, name: string) => one.node(name).bindings.map(({ hostPort }) => hostPort);
    const again = topology.after({ do: 'restart', container: 'a' });
    expect([portsOf(topology, 'a'), portsOf(again, 'a'), portsOf(again, 'b')]).toEqual([[32_768], [32_770], [32_769]]);
    expect(portsOf(topology.after({ do: 'stop', container: 'a' }), 'a')).toEqual([]);
  });

  test('of a container that may not run, or whose port is open, leave all later ones open', () => {
    const of = (more: Partial<ContainerSpec>, ...first: readonly Partial<PublishedPort>[]): unknown[] => {
      const containers = [
        { name: 'a', publish: first, more },
        { name: 'b', publish: [{}] },
      ];
      const { bindings } = topologyOf([], containers, {}, { startsInOrder: true }).node('b');
      return bindings.map(({ hostPort }) => isKnown(hostPort));
    };
    const open = new Unknown('not known');
    expect(of({}, {})).toEqual([true]);
    expect(of({ running: open }, {})).toEqual([false]);
    expect(of({}, { hostPort: open })).toEqual([false]);
    expect(of({}, { hostPort: 8080, hostAddress: open })).toEqual([false]);
    expect(of({}, { containerPort: open })).toEqual([false]);
    expect(of({ published: { items: [], complete: false } })).toEqual([false]);
    expect(of({ publishAll: true, exposed: { items: [], complete: false } })).toEqual([false]);
    expect(of({ publishAll: false, exposed: { items: [], complete: false } })).toEqual([true]);
    expect(of({ publishAll: open, exposed: { items: [{ port: 80, protocol: 'tcp' }], complete: true } })).toEqual([
      false,
    ]);
    expect(of({ namespace: open })).toEqual([false]);
    // a program that may not run may hold a port of the host as well
    const inHost = { namespace: { kind: 'host' as const }, running: open };
    expect(of({ ...inHost, listeners: [{ port: 32_768, protocol: 'tcp' }] })).toEqual([false]);
    expect(of({ ...inHost, listeners: [] })).toEqual([true]);
  });
});

describe('what may be published as well', () => {
  const reasons = (more: Partial<ContainerSpec>, port = Port.tcp(8080)): string[] => {
    const topology = topologyOf([], [{ name: 'a', more }]);
    return runningHostOf(topology)
      .openBindings(port)
      .map(({ why }) => why);
  };
  const open = new Unknown('variable X has no value');
  const at = { path: 'a' };

  test('is anything where not all ports are known, what is exposed where all of that is published', () => {
    expect(reasons({ published: { items: [], complete: false } })).toEqual([
      'not all ports that it publishes are known',
    ]);
    const exposed = { items: [], complete: false };
    expect(reasons({ publishAll: true, exposed })).toEqual(['which ports its image exposes is not known']);
    expect(reasons({ publishAll: open, exposed })).toEqual([open.why]);
    expect(reasons({ publishAll: true, exposed }, Port.tcp(80))).toEqual([]);
    expect(reasons({ namespace: open }, Port.udp(80))).toEqual([open.why]);
  });

  test('is a port of which a part is not known, under the numbers and the protocol that it may have', () => {
    const published = (more: Partial<PublishedPort>): Partial<ContainerSpec> => ({
      published: { items: [{ at, containerPort: 80, protocol: 'tcp', hostPort: 8080, ...more }], complete: true },
    });
    expect(reasons(published({ containerPort: open }))).toEqual([open.why]);
    expect(reasons(published({ containerPort: open }), Port.tcp(8081))).toEqual([]);
    expect(reasons(published({ containerPort: open }), Port.udp(8080))).toEqual([]);
    expect(reasons(published({ protocol: open }), Port.udp(8080))).toEqual([open.why]);
    expect(reasons(published({}))).toEqual([]);
    const topology = topologyOf([], [{ name: 'a', more: published({ containerPort: open }) }]);
    expect(topology.hostPortOf('a', Port.tcp(80))).toEqual(open);
    expect(topology.hostPortOf('a', Port.udp(80))).toBeUndefined();
    expect(topology.after({ do: 'stop', container: 'a' }).hostPortOf('a', Port.tcp(80))).toBeUndefined();
  });

  test('is any port of a container that joins one which was not read, and what one publishes whose networks are not known', () => {
    const joins = { namespace: { kind: 'container' as const, container: 'unseen' } };
    expect(reasons(joins)).toEqual(['it joins container "unseen", which was not read']);
    const items = [{ at, containerPort: 80, protocol: 'tcp', hostPort: 8080 }];
    const somewhere = { endpoints: { items: [], complete: false }, published: { items, complete: true } };
    expect(reasons(somewhere)).toEqual(['not all of its networks are known']);
    expect(reasons(somewhere, Port.tcp(8081))).toEqual([]);
  });

  test('is not what is published in so many words, where all that is exposed is published', () => {
    const exposed = {
      items: [
        { port: 80, protocol: 'tcp' as const },
        { port: 81, protocol: 'tcp' as const },
      ],
      complete: true,
    };
    const of = (...publish: readonly Partial<PublishedPort>[]): unknown[] =>
      topologyOf([], [{ name: 'a', publish, more: { publishAll: true, exposed } }], {}, { startsInOrder: true })
        .node('a')
        .bindings.map((one) => `${one.containerPort}/${one.protocol}`);
    expect(of({ hostPort: 8080 })).toEqual(['80/tcp', '81/tcp']);
    expect(of({ hostPort: 8080, protocol: 'udp' })).toEqual(['80/udp', '80/tcp', '81/tcp']);
    expect(of()).toEqual(['80/tcp', '81/tcp']);
  });

  test('is nothing of a port that cannot be', () => {
    const items = [
      { at, containerPort: 0, protocol: 'tcp', hostPort: 8080 },
      { at, containerPort: 80, protocol: 'icmp', hostPort: 8080 },
    ];
    expect(topologyOf([], [{ name: 'a', more: { published: { items, complete: true } } }]).node('a').bindings).toEqual(
      [],
    );
  });
});

test('host ports of an engine that runs are those that were found, one for every address where both families have it', () => {
  const found = (...assigned: readonly AssignedPort[]): unknown[] => {
    const host = hostOf([], [{ name: 'a', publish: [{ hostPort: 8080, assigned }] }]);
    return Topology.of({ ...host, observed: true })
      .node('a')
      .bindings.map(({ hostPort, hostAddress, between }) => [addressText(hostAddress) ?? 'every', hostPort, between]);
  };
  expect(found({ address: '0.0.0.0', port: 9000 }, { address: '::', port: 9000 })).toEqual([
    ['every', 9000, [9000, 9000]],
  ]);
  expect(found({ address: '0.0.0.0', port: 9000 }, { address: '::', port: 9001 })).toEqual([
    ['0.0.0.0', 9000, [9000, 9000]],
    ['::', 9001, [9001, 9001]],
  ]);
  expect(found({ address: '127.0.0.1', port: 9000 }, { address: '127.0.0.1', port: 9000 })).toEqual([
    ['127.0.0.1', 9000, [9000, 9000]],
  ]);
  expect(
    found({ address: '127.0.0.1', port: 9000 }, { address: '0.0.0.0', port: 9000 }, { address: '::', port: 9000 }),
  ).toEqual([
    ['127.0.0.1', 9000, [9000, 9000]],
    ['every', 9000, [9000, 9000]],
  ]);
  expect(found({ port: 9000 })).toEqual([['every', 9000, [9000, 9000]]]);
});

// as engine 29 answers it
test('a network that carries IPv6 alone and is bound to an IPv4 address keeps ports from being published for IPv6', () => {
  const ports = (four: Record<string, string>, six: Record<string, string>): unknown[] =>
    topologyOf(
      [
        { name: 'four', subnet: '10.1.0.0/24', options: four },
        {
          name: 'six',
          subnet: 'fd00:1::/64',
          options: { 'com.docker.network.enable_ipv4': 'false', ...six },
          more: { ipv6: true },
        },
      ],
      [{ name: 'a', on: [{ network: 'four' }, { network: 'six' }], publish: [{ hostPort: 8080 }] }],
    )
      .node('a')
      .bindings.map(({ hostAddress }) => (hostAddress instanceof Unknown ? 'unknown' : addressText(hostAddress)));
  const binding = { 'com.docker.network.bridge.host_binding_ipv4': '172.17.0.1' };
  expect(ports({}, {})).toEqual([undefined]);
  expect(ports({}, binding)).toEqual(['0.0.0.0']);
  expect(ports(binding, binding)).toEqual(['172.17.0.1']);
  expect(ports(binding, {})).toEqual(['unknown']);
});

/** What can be said of the ports of a host whichever of its containers starts first. */
describe('containers that want one host port', () => {
  test('run for certain only if they do in every order, and not only if they do in none', () => {
    fc.assert(
      fc.property(drawn, ({ host, options }) => {
        const open = Topology.of(host, { ...options, startsInOrder: false });
        const orders = someOf(ordersOf(host), 7).map((one) => Topology.of(one, { ...options, startsInOrder: true }));
        for (const { name, running, doubt } of open.nodes.values()) {
          const runs = orders.map((one) => one.node(name).running);
          if (!running) expect({ name, runs }).toEqual({ name, runs: runs.map(() => false) });
          else if (doubt === undefined) expect({ name, runs }).toEqual({ name, runs: runs.map(() => true) });
        }
      }),
      { numRuns: draws(150) },
    );
  });

  test('answer at it for certain only if the same does in every order', () => {
    fc.assert(
      fc.property(drawn, fc.constantFrom('127.0.0.1', '192.0.2.1'), ({ host, options }, address) => {
        const open = Topology.of(host, { ...options, startsInOrder: false });
        const orders = someOf(ordersOf(host), 7).map((one) => Topology.of(one, { ...options, startsInOrder: true }));
        for (const number of [8080, 8081, 8082, 8083]) {
          const flow = { from: ENGINE_HOST, to: { address }, port: Port.tcp(number) };
          const verdict = open.reach(flow);
          if (verdict.kind === 'unknown') continue;
          for (const one of orders) expect(answer(one.reach(flow))).toEqual(answer(verdict));
        }
      }),
      { numRuns: draws(150) },
    );
  });

  test('answer at it only if they run, whatever would keep an answer from coming then', () => {
    const bare = { options: { 'com.docker.network.bridge.inhibit_ipv4': 'true' } };
    const publish = [{ hostPort: 8080 }];
    const topology = topologyOf(
      [{ name: 'bare', subnet: '10.1.0.0/24', ...bare }],
      [
        { name: 'a', on: [{ network: 'bare' }], publish },
        { name: 'b', publish },
      ],
    );
    const flow = { from: ENGINE_HOST, to: { address: '192.0.2.1' }, port: Port.tcp(8080) };
    expect(topology.reach(flow)).toMatchObject({ kind: 'unknown', reason: { code: 'container-state-unknown' } });
    const alone = topology.after({ do: 'stop', container: 'b' }).reach(flow);
    expect(alone).toMatchObject({ kind: 'unknown', reason: { facts: { container: 'a' } } });
  });

  test('get it one at a time: in order the first that can have it, and nobody has a number twice', () => {
    fc.assert(
      fc.property(drawn, ({ host, options }) => {
        const topology = Topology.of(host, { ...options, startsInOrder: true });
        const certain = [...topology.bindings()].filter(({ holder }) => holder.doubt === undefined);
        for (const [at, one] of certain.entries()) {
          for (const other of certain.slice(at + 1)) {
            const same = isKnown(one.hostPort) && one.hostPort === other.hostPort && one.protocol === other.protocol;
            if (same && one.families.some((family) => other.families.includes(family)))
              expect(haveAddressInCommon(one.hostAddress, other.hostAddress)).toBe(false);
          }
        }
      }),
      { numRuns: draws(150) },
    );
  });
});

describe('a host port that is not said', () => {
  test('is one of its range, or of the dynamic ones, and is not known where any container may come first', () => {
    fc.assert(
      fc.property(drawn, ({ host, options }) => {
        for (const startsInOrder of [true, false]) {
          const topology = Topology.of(host, { ...options, startsInOrder });
          for (const { holder, containerPort, protocol, hostPort, between } of topology.bindings()) {
            const wanted = holder.spec.published.items.filter(
              (one) => one.containerPort === containerPort && one.protocol === protocol,
            );
            const said = wanted.map((one) => one.hostPort ?? 0);
            const isPicked = said.length > 0 && said.every((one) => one === 0);
            const isPublishedAsExposed = said.length === 0;
            if (isKnown(hostPort)) {
              expect(between[0] <= hostPort && hostPort <= between[1]).toBe(true);
              const ranges = wanted.map((one): [unknown, unknown] => [one.hostPort, one.hostPortLast ?? one.hostPort]);
              const [first, last] = [32768, 60999];
              const isDynamic = hostPort >= first && hostPort <= last;
              const inRange = ranges.some(([from, to]) => Number(from) <= hostPort && hostPort <= Number(to));
              expect(isDynamic ? isPicked || isPublishedAsExposed || said.includes(0) : inRange).toBe(true);
            }
            if ((isPicked || isPublishedAsExposed) && !startsInOrder) expect(isKnown(hostPort)).toBe(false);
          }
        }
      }),
      { numRuns: draws(150) },
    );
  });

  test('is the first dynamic one that is free, one after the other', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...VERSIONS),
        fc.array(fc.constantFrom(0, 32769, 8080), { maxLength: 6 }),
        (version, ports) => {
          const containers = ports.map((hostPort, at) => ({ name: `c${at}`, publish: [{ hostPort }] }));
          const topology = topologyOf([], containers, { version }, { startsInOrder: true });
          const taken = new Set<number>();
          let last = 32767;
          for (const [at, hostPort] of ports.entries()) {
            const { running, bindings } = topology.node(`c${at}`);
            if (hostPort === 0) {
              do last++;
              while (taken.has(last));
            }
            const expected = hostPort === 0 ? last : hostPort;
            expect({ at, running, ports: bindings.map((one) => one.hostPort) }).toEqual(
              taken.has(expected) ? { at, running: false, ports: [] } : { at, running: true, ports: [expected] },
            );
            taken.add(expected);
          }
        },
      ),
      { numRuns: draws(100) },
    );
  });
});

/** A host with its containers in every order. */
function ordersOf(host: DockerHost): DockerHost[] {
  return orders(host.containers.items).map((items) => ({ ...host, containers: { ...host.containers, items } }));
}

function orders<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, at) => orders(items.filter((_, other) => other !== at)).map((rest) => [item, ...rest]));
}

function answer(verdict: ReturnType<Topology['reach']>) {
  return verdict.kind === 'reachable' ? [verdict.kind, ...verdict.by] : [verdict.kind];
}

/** No address, 0.0.0.0 and :: are every one. */
function haveAddressInCommon(a: Binding['hostAddress'], b: Binding['hostAddress']): boolean {
  const [one, other] = [a, b].map((address) => addressText(address) ?? '::');
  const isEvery = (text: string | undefined): boolean => text === '::' || text === '0.0.0.0';
  return isEvery(one) || isEvery(other) || one === other;
}
