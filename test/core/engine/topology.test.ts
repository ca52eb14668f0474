import fc from '../../law';
import { difference } from '../../../lib/core/engine/answers/difference';
import { exposures } from '../../../lib/core/engine/answers/exposure';
import { matrix } from '../../../lib/core/engine/answers/matrix';
import { ReachClasses } from '../../../lib/core/engine/answers/reach-classes';
import { ENGINE_HOST, explainVerdict, OTHER_MACHINE } from '../../../lib/core/engine/flow/verdict';
import { type Topology } from '../../../lib/core/engine/topology';
import { ModelError } from '../../../lib/core/values/model-error';
import { Port } from '../../../lib/core/values/port';
import { Unknown } from '../../../lib/core/values/unknown';
import { type ContainerSketch, type NetworkSketch, topologyOf } from './topology';

const web = Port.tcp(80);

describe('reach', () => {
  const walkthrough = topologyOf(
    [{ name: 'isolated_nw', subnet: '172.25.0.0/16' }],
    [
      { name: 'container1' },
      { name: 'container2', on: [{ network: 'bridge' }, { network: 'isolated_nw' }] },
      { name: 'container3', on: [{ network: 'isolated_nw', ipv4: '172.25.3.3' }] },
    ],
  );

  test('says by which name and address', () => {
    const verdict = walkthrough.reach({ from: 'container2', to: 'container3', port: web });
    expect(explainVerdict(verdict)).toMatchInlineSnapshot(`
     "reachable as container3, answered by container3 if it listens
       container container2: dials 80/tcp
       embedded DNS: container3 is 172.25.3.3 of container3
       network isolated_nw: both are members
       container container3: arrives on isolated_nw -> 172.25.3.3"
    `);
  });

  test('names the element that blocks, and what would open the way', () => {
    expect(explainVerdict(walkthrough.reach({ from: 'container3', to: 'container1', port: web })))
      .toMatchInlineSnapshot(`
     "blocked (timeout): container3 and container1 share no network
       container container3: dials 80/tcp
       isolation between networks: drops what comes from isolated_nw for bridge
       fix: connect both to one network, or publish the port of container1 and dial the host"
    `);
  });

  test('works by address where the default bridge has no names', () => {
    const verdict = walkthrough.reach({ from: 'container1', to: 'container2' });
    expect(verdict).toMatchObject({ kind: 'reachable', by: ['container2'] });
    expect(verdict.kind === 'reachable' && verdict.name).toBeUndefined();
    expect(walkthrough.resolve('container1', 'container2')).toMatchObject({ kind: 'no-such-name' });
  });

  test('is unknown where a property of the network is', () => {
    const topology = topologyOf(
      [{ name: 'net', driver: new Unknown('variable driver has no value') }],
      [
        { name: 'aa', on: [{ network: 'net' }] },
        { name: 'bb', on: [{ network: 'net' }] },
      ],
    );
    expect(topology.reach({ from: 'aa', to: 'bb' })).toMatchObject({
      kind: 'unknown',
      missing: 'variable driver has no value',
    });
  });

  test('of a container in host mode goes by the gateway of an internal network too', () => {
    const topology = topologyOf(
      [{ name: 'inside', subnet: '10.10.0.0/24', internal: true }],
      [
        { name: 'db', on: [{ network: 'inside' }] },
        { name: 'proxy', namespace: { kind: 'host' }, listen: [80] },
      ],
    );
    expect(topology.reach({ from: 'db', to: 'proxy', port: web })).toMatchObject({ kind: 'reachable', by: ['proxy'] });
  });

  test('leaves a container on network none with its loopback', () => {
    const topology = topologyOf([], [{ name: 'web', on: [{ network: 'none' }], listen: [80] }]);
    expect(topology.reach({ from: 'web', to: ENGINE_HOST })).toMatchObject({ kind: 'blocked', failure: 'no-route' });
    expect(topology.reach({ from: 'web', to: { address: '127.0.0.1' }, port: Port.tcp(80) }).kind).toBe('reachable');
    expect(topology.reach({ from: ENGINE_HOST, to: 'web', port: Port.tcp(80) }).kind).toBe('blocked');
  });

  test('of the host is unknown by a network that nobody defined', () => {
    const topology = topologyOf([], [{ name: 'web', on: [{ network: 'elsewhere' }] }]);
    expect(topology.reach({ from: 'web', to: ENGINE_HOST })).toMatchObject({
      kind: 'unknown',
      missing: 'network "elsewhere" was not read',
    });
  });

  test('does not foretell an address that the engine picks', () => {
    const [answer] = [walkthrough.resolve('container3', 'container2')].flatMap((one) =>
      one.kind === 'resolved' ? one.answers : [],
    );
    expect(answer?.address).toBeInstanceOf(Unknown);
    expect(walkthrough.reach({ from: 'container3', to: { address: '172.25.0.2' } })).toMatchObject({ kind: 'unknown' });
  });

  test('of a port that is published at several addresses goes through the one that is open', () => {
    const publish = [
      { hostPort: 8081, hostAddress: '127.0.0.1' },
      { hostPort: 8082, hostAddress: '192.0.2.1' },
    ];
    const topology = topologyOf([], [{ name: 'web', publish, listen: [80] }]);
    expect(topology.reach({ from: OTHER_MACHINE, to: 'web', port: Port.tcp(80) })).toMatchObject({
      kind: 'reachable',
      dialled: 8082,
    });
    expect(topology.hostPortOf('web', Port.tcp(80))).toBe(8081);
  });

  test('goes through a published port where no network is shared', () => {
    const topology = topologyOf(
      [{ name: 'front' }, { name: 'back' }],
      [
        { name: 'client', on: [{ network: 'front' }] },
        { name: 'server', on: [{ network: 'back' }], publish: [{ containerPort: 80, hostPort: 8080 }], listen: [80] },
      ],
    );
    expect(topology.reach({ from: 'client', to: 'server', port: web })).toMatchObject({
      kind: 'reachable',
      dialled: 8080,
      by: ['server'],
    });
    expect(topology.reach({ from: OTHER_MACHINE, to: 'server', port: web })).toMatchObject({
      kind: 'reachable',
      dialled: 8080,
    });
    expect(topology.reach({ from: 'client', to: 'server', port: Port.tcp(81) })).toMatchObject({
      kind: 'blocked',
      failure: 'timeout',
    });
  });

  test('asks for a container that is there', () => {
    expect(() => walkthrough.reach({ from: 'container9', to: 'container1' })).toThrow(
      'there is no container "container9" on this host; it has container1, container2, container3',
    );
    expect(() => walkthrough.network('nowhere')).toThrow(ModelError);
  });
});

describe('what a topology hands out', () => {
  test('is frozen, so that nobody changes its answers', () => {
    const topology = topologyOf([{ name: 'net' }], [{ name: 'web', on: [{ network: 'net' }] }]);
    const { nodes, networks } = topology;
    const node = topology.node('web');
    const attempts: (() => unknown)[] = [
      () => Object.assign(node, { running: false }),
      () => Object.assign(node.sandbox!, { incomplete: 'nothing' }),
      () => (node.sandbox!.endpoints as unknown[]).pop(),
      () => (node.bindings as unknown[]).push({}),
      () => Object.assign(topology.network('net'), { icc: false }),
      () => (topology.network('net').members as unknown[]).pop(),
      () => (nodes as Map<string, unknown>).delete('web'),
      () => {
        (networks as Map<string, unknown>).clear();
      },
    ];
    for (const attempt of attempts) expect(attempt).toThrow(TypeError);
    expect([...nodes.keys()]).toEqual(['web']);
  });
});

describe('actions', () => {
  test('leave the topology they start from as it was', () => {
    const before = topologyOf(
      [{ name: 'net' }],
      [
        { name: 'aa', on: [{ network: 'net' }] },
        { name: 'bb', on: [{ network: 'net' }] },
      ],
    );
    const after = before.after({ do: 'disconnect', container: 'bb', network: 'net' });
    expect(before.reach({ from: 'aa', to: 'bb' }).kind).toBe('reachable');
    expect(after.reach({ from: 'aa', to: 'bb' })).toMatchObject({
      kind: 'blocked',
      failure: 'no-route',
      by: 'container bb has no network',
    });
    expect(difference(before, after)).toMatchObject({
      opened: [],
      closed: [
        { from: 'bb', to: 'aa' },
        { from: 'aa', to: 'bb' },
      ],
    });
  });

  test('take the namespace away from those who share it', () => {
    const topology = topologyOf(
      [{ name: 'net' }],
      [
        { name: 'owner', on: [{ network: 'net' }] },
        { name: 'sharer', namespace: { kind: 'container', container: 'owner' } },
        { name: 'other', on: [{ network: 'net' }] },
      ],
    );
    expect(topology.reach({ from: 'sharer', to: 'other' }).kind).toBe('reachable');
    const restarted = topology.after({ do: 'restart', container: 'owner' });
    expect(restarted.reach({ from: 'sharer', to: 'other' })).toMatchObject({
      kind: 'blocked',
      failure: 'no-route',
    });
    expect(restarted.after({ do: 'restart', container: 'sharer' }).reach({ from: 'sharer', to: 'other' }).kind).toBe(
      'reachable',
    );
  });
});

describe('exposures', () => {
  test('tell what other machines reach from what only the host does', () => {
    const topology = topologyOf(
      [],
      [
        { name: 'open', publish: [{ containerPort: 80, hostPort: 8080 }] },
        { name: 'local', publish: [{ containerPort: 80, hostPort: 8081, hostAddress: '127.0.0.1' }] },
        { name: 'bare', namespace: { kind: 'host' }, listen: [9000] },
        { name: 'closed', namespace: { kind: 'none' }, publish: [{ containerPort: 80, hostPort: 8082 }] },
      ],
    );
    expect(exposures(topology).map(({ container, hostPort, to }) => [container, hostPort, to])).toEqual([
      ['open', 8080, 'other machines'],
      ['local', 8081, 'the host itself'],
      ['bare', 9000, 'other machines'],
    ]);
  });
});

/** Topologies of a few networks and containers, drawn at random. */
const networkNames = ['n0', 'n1', 'n2'] as const;
const networks = fc
  .tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean())
  .map(([i0, i1, i2, icc]): NetworkSketch[] => [
    { name: 'n0', subnet: '10.150.0.0/24', internal: i0 },
    { name: 'n1', subnet: '10.151.0.0/24', internal: i1, icc },
    { name: 'n2', subnet: '10.152.0.0/24', internal: i2 },
  ]);
const alias = fc.subarray(['db', 'api', 'cache']);
const namespace = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'own' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'none' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'host' } as const) },
);
const containers = fc
  .array(
    fc.record({
      on: fc.uniqueArray(fc.record({ network: fc.constantFrom(...networkNames), aliases: alias }), {
        selector: ({ network }) => network,
      }),
      namespace,
    }),
    {
      minLength: 2,
      maxLength: 6,
    },
  )
  .map((drawn) =>
    drawn.map(({ on, namespace: kind }, index): ContainerSketch => ({
      name: `c${index}`,
      namespace: kind,
      on: kind.kind === 'own' ? on : [],
    })),
  );

const verdicts = (topology: Topology, names: readonly string[]): string[] =>
  names.flatMap((from) => names.map((to) => `${from} ${to} ${explainVerdict(topology.reach({ from, to }))}`));

describe('laws', () => {
  test('the order of definitions changes no verdict', () => {
    fc.assert(
      fc.property(networks, containers, (nets, drawn) => {
        const names = drawn.map(({ name }) => name);
        const there = verdicts(topologyOf(nets, drawn), names);
        const back = verdicts(topologyOf([...nets].reverse(), [...drawn].reverse()), names);
        expect(back).toEqual(there);
      }),
    );
  });

  test('an unrelated container changes no verdict between others', () => {
    fc.assert(
      fc.property(networks, containers, (nets, drawn) => {
        const names = drawn.map(({ name }) => name);
        const more = [...drawn, { name: 'stranger', on: [{ network: 'n0' }] }];
        expect(verdicts(topologyOf(nets, more), names)).toEqual(verdicts(topologyOf(nets, drawn), names));
      }),
    );
  });

  test('disconnecting never opens a path', () => {
    fc.assert(
      fc.property(networks, containers, fc.nat(), fc.constantFrom(...networkNames), (nets, drawn, pick, network) => {
        const before = topologyOf(nets, drawn);
        const { name } = drawn[pick % drawn.length]!;
        const after = before.after({ do: 'disconnect', container: name, network });
        expect(difference(before, after).opened).toEqual([]);
      }),
    );
  });

  test('the answers to an alias are the endpoints that have it', () => {
    fc.assert(
      fc.property(networks, containers, (nets, drawn) => {
        const topology = topologyOf(nets, drawn);
        for (const { name, on = [] } of drawn) {
          const resolution = topology.resolve(name, 'db');
          const holders = drawn.filter((other) =>
            other.on?.some(
              (there) => there.aliases?.includes('db') && on.some((mine) => mine.network === there.network),
            ),
          );
          expect(resolution.kind === 'resolved').toBe(on.length > 0 && holders.length > 0);
          if (resolution.kind !== 'resolved') continue;
          const network = resolution.answers[0]?.network;
          const there = drawn.filter((other) =>
            other.on?.some((one) => one.network === network && one.aliases?.includes('db')),
          );
          expect(resolution.answers.map(({ container }) => container).sort()).toEqual(
            there.map((one) => one.name).sort(),
          );
        }
      }),
    );
  });

  test('classes of equals say what every pair says', () => {
    fc.assert(
      fc.property(networks, containers, (nets, drawn) => {
        const topology = topologyOf(nets, drawn);
        const classes = ReachClasses.of(topology);
        for (const { from, to, verdict } of matrix(topology, { outsiders: false })) {
          if (typeof from !== 'string') continue;
          const [mine, theirs] = [classes.classOf(from)!, classes.classOf(to)!];
          if (mine.kind === 'host' || theirs.kind === 'host') continue;
          expect(verdict.kind === 'reachable').toBe(classes.between(mine, theirs).length > 0);
        }
      }),
    );
  });

  test('the host reaches every container that has a bridge address', () => {
    fc.assert(
      fc.property(networks, containers, (nets, drawn) => {
        const topology = topologyOf(nets, drawn);
        for (const { name, namespace: kind } of drawn) {
          const verdict = topology.reach({ from: ENGINE_HOST, to: name });
          expect(verdict.kind).toBe(kind?.kind === 'none' ? 'blocked' : 'reachable');
        }
      }),
    );
  });
});
