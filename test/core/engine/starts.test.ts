import { difference } from '../../../lib/core/engine/answers/difference';
import { exposures } from '../../../lib/core/engine/answers/exposure';
import { ENGINE_HOST, OTHER_MACHINE } from '../../../lib/core/engine/flow/verdict';
import { type Topology } from '../../../lib/core/engine/topology';
import { Port } from '../../../lib/core/values/port';
import { Unknown } from '../../../lib/core/values/unknown';
import { testThoroughly } from '../../thoroughness';
import { type ContainerSketch, type NetworkSketch, topologyOf } from './topology';

const web = Port.tcp(80);

describe('a container does not start', () => {
  const runs = (topology: Topology): string[] =>
    [...topology.nodes.values()].filter(({ running }) => running).map(({ name }) => name);
  const subnet = { name: 'net', subnet: '10.1.0.0/24' };
  const dynamic = { name: 'dynamic', on: [{ network: 'net' }] };
  const fixed = { name: 'fixed', on: [{ network: 'net', ipv4: '10.1.0.2' }] };
  const inOrder = (networks: NetworkSketch[], containers: ContainerSketch[]): Topology =>
    topologyOf(networks, containers, {}, { startsInOrder: true });
  const linking = (...links: string[]): NonNullable<ContainerSketch['more']> => ({
    links: { items: links, complete: true },
  });

  const sharing = (name: string, container: string): ContainerSketch => ({
    name,
    namespace: { kind: 'container', container },
  });

  test('when those whose namespaces are shared lead in a circle', () => {
    expect(runs(inOrder([subnet], [sharing('a', 'b'), sharing('b', 'c'), sharing('c', 'a'), dynamic]))).toEqual([
      'dynamic',
    ]);
  });

  testThoroughly('only since a chain of shared namespaces is long', () => {
    const chain = Array.from({ length: 20_000 }, (_, at) =>
      sharing(`c${at}`, at === 19_999 ? 'dynamic' : `c${at + 1}`),
    );
    expect(runs(inOrder([subnet], [...chain, dynamic]))).toHaveLength(20_001);
  });

  test('when the one whose namespace it shared is removed, not even with another of that name', () => {
    const topology = topologyOf(
      [subnet],
      [
        { name: 'owner', on: [{ network: 'net' }] },
        { name: 'sharer', namespace: { kind: 'container', container: 'owner' } },
      ],
    ).after({ do: 'remove', container: 'owner' });
    expect(runs(topology)).toEqual(['sharer']);
    expect(runs(topology.after({ do: 'restart', container: 'sharer' }))).toEqual([]);
  });

  test('with a fixed address that is in no subnet of its network, and the answer says so', () => {
    const elsewhere = { name: 'elsewhere', on: [{ network: 'net', ipv4: '10.2.0.2' }] };
    const topology = topologyOf([subnet], [dynamic, fixed, elsewhere]);
    expect(runs(topology)).toEqual(['dynamic', 'fixed']);
    const because = {
      kind: 'blocked',
      by: 'container elsewhere does not start: its address 10.2.0.2 is in no subnet of network net',
    };
    expect(topology.reach({ from: 'dynamic', to: 'elsewhere', port: web })).toMatchObject(because);
    expect(topology.reach({ from: 'elsewhere', to: 'dynamic', port: web })).toMatchObject(because);
  });

  test('with a fixed address that its network needs itself, and the answer says so', () => {
    const taker = { name: 'taker', on: [{ network: 'net', ipv4: '10.1.0.1' }] };
    const topology = topologyOf([subnet], [dynamic, taker]);
    expect(runs(topology)).toEqual(['dynamic']);
    expect(topology.reach({ from: 'dynamic', to: 'taker', port: web })).toMatchObject({
      kind: 'blocked',
      by: 'container taker does not start: its address 10.1.0.1 is the gateway of network net',
    });
  });

  test('while a container that it links to on the default bridge does not run', () => {
    const topology = topologyOf([], [{ name: 'web', more: linking('db') }, { name: 'db' }]);
    expect(runs(topology)).toEqual(['web', 'db']);
    const stopped = topology.after({ do: 'stop', container: 'db' }, { do: 'restart', container: 'web' });
    expect(runs(stopped)).toEqual([]);
    expect(runs(stopped.after({ do: 'start', container: 'db' }, { do: 'start', container: 'web' }))).toHaveLength(2);
    const removed = topology.after({ do: 'remove', container: 'db' }, { do: 'restart', container: 'web' });
    expect(runs(removed)).toEqual([]);
    expect(
      runs(
        topologyOf(
          [],
          [
            { name: 'web', more: linking('db') },
            { name: 'db', more: { running: false } },
          ],
        ),
      ),
    ).toEqual([]);
    expect(
      runs(
        topologyOf(
          [],
          [
            { name: 'web', more: linking('app') },
            { name: 'app', more: linking('web') },
          ],
        ),
      ),
    ).toEqual([]);
  });

  test('when another one has the address that it asks for', () => {
    expect(runs(inOrder([subnet], [dynamic, fixed]))).toEqual(['dynamic']);
    const topology = inOrder([subnet], [fixed, dynamic]);
    expect(runs(topology)).toEqual(['fixed', 'dynamic']);
    const taken = topology.after({ do: 'stop', container: 'fixed' }, { do: 'restart', container: 'dynamic' });
    expect(runs(taken.after({ do: 'start', container: 'fixed' }))).toEqual(['dynamic']);
    expect(taken.node('fixed').sandbox).toBeUndefined();
  });

  test.each<[string, NonNullable<ContainerSketch['publish']>, NonNullable<ContainerSketch['publish']>, boolean]>([
    ['the same port', [{ hostPort: 8080 }], [{ hostPort: 8080 }], true],
    ['a port on every address', [{ hostPort: 8080, hostAddress: '127.0.0.1' }], [{ hostPort: 8080 }], true],
    [
      'a port on every IPv4 address',
      [{ hostPort: 8080, hostAddress: '0.0.0.0' }],
      [{ hostPort: 8080, hostAddress: '127.0.0.1' }],
      true,
    ],
    [
      'a port on another address',
      [{ hostPort: 8080, hostAddress: '127.0.0.1' }],
      [{ hostPort: 8080, hostAddress: '127.0.0.2' }],
      false,
    ],
    [
      'a port of another family',
      [{ hostPort: 8080, hostAddress: '127.0.0.1' }],
      [{ hostPort: 8080, hostAddress: '::' }],
      false,
    ],
    ['a port of another protocol', [{ hostPort: 8080 }], [{ hostPort: 8080, protocol: 'udp' }], false],
  ])('when another one has its host port: %s', (_, first, second, taken) => {
    const topology = inOrder(
      [],
      [
        { name: 'first', publish: first },
        { name: 'second', publish: second },
      ],
    );
    expect(runs(topology)).toEqual(taken ? ['first'] : ['first', 'second']);
    const after = topology.after({ do: 'stop', container: 'first' }, { do: 'start', container: 'second' });
    expect(runs(after)).toEqual(['second']);
    expect(runs(after.after({ do: 'start', container: 'first' }))).toHaveLength(taken ? 1 : 2);
  });

  test('that asks for one host port twice', () => {
    const publish = [{ hostPort: 8080 }, { hostPort: 8080, containerPort: 81 }];
    expect(runs(topologyOf([], [{ name: 'web', publish }]))).toEqual([]);
  });

  test.each<[string, ContainerSketch, ContainerSketch]>([
    ['an address', fixed, { ...fixed, name: 'other' }],
    ['a host port', { name: 'fixed', publish: [{ hostPort: 8080 }] }, { name: 'other', publish: [{ hostPort: 8080 }] }],
  ])('for certain when two want %s and it is not known who comes first', (_, one, other) => {
    for (const containers of [
      [one, other, dynamic],
      [other, one, dynamic],
    ]) {
      const topology = topologyOf([subnet], containers);
      for (const name of ['fixed', 'other']) {
        expect(topology.reach({ from: ENGINE_HOST, to: name }).kind).toBe('unknown');
        expect(topology.reach({ from: name, to: OTHER_MACHINE }).kind).toBe('unknown');
      }
      expect(topology.reach({ from: ENGINE_HOST, to: 'dynamic' }).kind).toBe('reachable');
      expect(exposures(topology).every(({ to }) => to === 'not known')).toBe(true);
    }
  });

  test('for certain any more when another one comes that wants its host port', () => {
    const [holder, other] = [{ name: 'holder', publish: [{ hostPort: 8080 }] }, { name: 'other' }];
    const rival = { name: 'rival', publish: [{ hostPort: 8080 }] };
    const change = difference(topologyOf([], [holder, other]), topologyOf([], [holder, other, rival]));
    expect(change.closed).toContainEqual({ from: 'other', to: 'holder' });
  });

  test('for certain while it is not known whether it is meant to run', () => {
    const running = new Unknown('variable later has no value');
    const topology = topologyOf([subnet], [dynamic, { name: 'web', on: [{ network: 'net' }], more: { running } }]);
    for (const to of ['web', { name: 'web' }] as const)
      expect(topology.reach({ from: 'dynamic', to })).toMatchObject({ kind: 'unknown', missing: running.why });
    expect(topology.reach({ from: 'web', to: 'dynamic' }).kind).toBe('unknown');
  });
});

describe('a container that runs', () => {
  const other = { name: 'other', on: [{ network: 'net' }], listen: [80] };
  const connect = { do: 'connect', container: 'web', network: 'net' } as const;
  const members = (topology: Topology): (string | undefined)[] =>
    [...topology.network('net').members].map(({ sandbox }) => sandbox.owner?.name);

  test.each(['none', 'host'] as const)('joins no network in mode %s', (kind) => {
    const topology = topologyOf([{ name: 'net' }], [{ name: 'web', namespace: { kind } }, other]);
    expect(members(topology.after(connect))).toEqual(['other']);
  });

  test('joins no network where another one has the address that it asks for', () => {
    const topology = topologyOf(
      [{ name: 'net', subnet: '10.1.0.0/24' }],
      [{ name: 'web' }, { ...other, on: [{ network: 'net', ipv4: '10.1.0.5' }] }],
    );
    const after = topology.after({ ...connect, ipv4: '10.1.0.5' });
    expect(members(after)).toEqual(['other']);
    expect(after.node('web').running).toBe(true);
    expect(members(topology.after(connect))).toEqual(['other', 'web']);
  });

  test('joins no network that would carry a port that another one has', () => {
    const publish = [{ hostPort: 8080 }];
    const topology = topologyOf(
      [{ name: 'net' }, { name: 'in', internal: true }],
      [
        { name: 'web', on: [{ network: 'in' }], publish },
        { ...other, publish },
      ],
    );
    expect(members(topology.after(connect))).toEqual(['other']);
    expect(members(topology.after({ do: 'stop', container: 'other' }, connect))).toEqual(['web']);
  });
});

describe('host ports that the engine picks', () => {
  const numbers = (version: number, ...addresses: (string | undefined)[]): (number | Unknown | undefined)[] => {
    const containers = addresses.map((hostAddress, index) => ({
      name: `c${index}`,
      publish: [hostAddress === undefined ? {} : { hostAddress }],
    }));
    const topology = topologyOf([], containers, { version }, { startsInOrder: true });
    return containers.flatMap(({ name }) => topology.node(name).bindings.map(({ hostPort }) => hostPort));
  };
  const loopbacks = ['127.0.0.1', '0.0.0.0', undefined, '127.0.0.1', '127.0.0.2', '127.0.0.2', '192.0.2.1', '::'];

  // both engines were asked in this order
  test('are counted for each address, past those that others have', () => {
    expect(numbers(29, ...loopbacks, '::1', undefined)).toEqual([
      32768, 32769, 32770, 32771, 32768, 32771, 32768, 32771, 32768, 32772,
    ]);
  });

  test('are counted for each address family before 27', () => {
    expect(numbers(20, ...loopbacks, '::1', undefined)).toEqual([
      32768, 32769, 32770, 32768, 32771, 32768, 32771, 32768, 32769, 32770, 32772, 32771,
    ]);
    expect(numbers(20, undefined, undefined)).toEqual([32768, 32769]);
  });

  test('are not foretold for several ports of one container before 27, which takes them in order', () => {
    const publish = [{ containerPort: 81 }, { containerPort: 80 }];
    const of = (version: number) => topologyOf([], [{ name: 'web', publish }], { version }, { startsInOrder: true });
    expect(of(26).hostPortOf('web', web)).toBeInstanceOf(Unknown);
    expect(of(27).hostPortOf('web', web)).toBe(32768);
    expect(of(27).hostPortOf('web', Port.tcp(81))).toBe(32769);
  });

  test('are the same at all addresses that one container port asks for, from 27 on', () => {
    const publish = [
      { containerPort: 80, hostAddress: '127.0.0.1' },
      { containerPort: 80, hostAddress: '192.0.2.1' },
    ];
    const topology = topologyOf([], [{ name: 'web', publish }], {}, { startsInOrder: true });
    expect(topology.node('web').bindings.map(({ hostPort }) => hostPort)).toEqual([32768, 32768]);
  });

  test.each([
    [20, [8080, 8080, undefined, 8081]],
    [29, [8080, 8080, 8081, 8082]],
  ])('of a range are the first that is free, on engine %i', (version, expected) => {
    const range = { hostPort: 8080, hostPortLast: 8084 };
    const publish = [
      { hostPort: 8080, hostAddress: '127.0.0.2' },
      { ...range, hostAddress: '127.0.0.1' },
      range,
      { ...range, hostAddress: '127.0.0.1' },
    ];
    const containers = publish.map((port, index) => ({ name: `c${index}`, publish: [port] }));
    const topology = topologyOf([], containers, { version }, { startsInOrder: true });
    expect(containers.map(({ name }) => topology.hostPortOf(name, web))).toEqual(expected);
  });
});
