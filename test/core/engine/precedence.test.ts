import { type ContainerSpec, type EndpointDefinition } from '../../../lib/core/engine/definition/docker-host';
import { does } from '../../../lib/core/engine/definition/engine-version';
import { byPrecedence } from '../../../lib/core/engine/definition/precedence';
import { defaultRouteOf, type Endpoint } from '../../../lib/core/engine/state/sandbox';
import { type Topology } from '../../../lib/core/engine/topology';
import fc from '../../law';
import { draws } from '../../thoroughness';
import { drawn, type Drawn, run } from './drawn';

describe('the order of networks', () => {
  const of = (name: string, internal: boolean, ipv6: boolean) => ({
    priority: 0,
    network: { name, internal },
    ipv6: ipv6 ? true : undefined,
  });

  test.each([
    [24, true, ['zz', 'aa']],
    [25, true, ['aa', 'zz']],
    [24, false, ['zz', 'aa']],
    [29, false, ['zz', 'aa']],
  ])(
    'of engine %i, internal %s: both families come first, of internal ones until 25',
    (version, internal, expected) => {
      const sorted = [of('aa', internal, false), of('zz', internal, true)].sort(byPrecedence({ version }));
      expect(sorted.map(({ network }) => network.name)).toEqual(expected);
    },
  );

  test('a network of IPv6 alone has no more gateways than one of IPv4 alone', () => {
    const six = { ...of('aa', false, true), ipv4: undefined };
    const sorted = [six, of('ZZ', false, false), of('zz', false, true)].sort(byPrecedence({ version: 29 }));
    expect(sorted.map(({ network }) => network.name)).toEqual(['zz', 'ZZ', 'aa']);
  });

  test('is that of their priority, of being internal, of both families and of their names, in this order', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const topology = run(one);
        for (const endpoints of ownEndpoints(topology)) {
          for (const [at, before] of endpoints.entries())
            for (const behind of endpoints.slice(at + 1)) expect(winner(before, behind, topology)).toBe(before);
        }
      }),
      { numRuns: draws(200) },
    );
  });

  test('is the same whichever a container joins first', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const [here, there] = [run(one), run(turned(one))];
        for (const { name, sandbox } of here.nodes.values()) {
          // the one that is first decides whether links of the default bridge hold a container up
          const other = there.node(name).sandbox;
          if (sandbox && other) expect(networksOf(other)).toEqual(networksOf(sandbox));
        }
      }),
      { numRuns: draws(100) },
    );
  });
});

describe('the network that has the default gateway', () => {
  test('is the first that has the family: of all until 25, of both families until 27, then of each', () => {
    fc.assert(
      fc.property(drawn, fc.constantFrom(4 as const, 6 as const), (one, family) => {
        const topology = run(one);
        const { engine } = topology;
        for (const endpoints of ownEndpoints(topology)) {
          const has = ({ ipv4, ipv6 }: Endpoint): boolean => (family === 4 ? ipv4 : ipv6) !== undefined;
          const leading = endpoints.filter(({ network }) => !network.internal);
          const [first] = does(engine, 'no-route-inside') ? leading : endpoints;
          const expected = does(engine, 'way-out-of-family')
            ? leading.find(has)
            : first && has(first)
              ? first
              : undefined;
          expect(defaultRouteOf(endpoints[0]!.sandbox, family, engine)?.network.name).toBe(expected?.network.name);
        }
      }),
      { numRuns: draws(200) },
    );
  });

  test('is the one by which a container leaves: without its other networks it gets to other machines alike', () => {
    fc.assert(
      fc.property(drawn, fc.constantFrom('192.0.2.2', 'fd00:2::2'), (one, address) => {
        const topology = run(one);
        for (const endpoints of ownEndpoints(topology)) {
          const [{ sandbox }] = endpoints as [Endpoint];
          const way = defaultRouteOf(sandbox, address.includes(':') ? 6 : 4, topology.engine);
          const container = sandbox.owner?.name ?? '';
          if (!way || way.network.internal) continue;
          const others = endpoints.filter((other) => other !== way).map(({ network }) => network.name);
          const alone = topology.after(...others.map((network) => ({ do: 'disconnect', container, network }) as const));
          const flow = { from: container, to: { address } };
          const after = outcome(alone.reach(flow));
          // a port that it shares with others may be lost on the way, so that it is not known to run
          if (!after.includes('container-state-unknown')) expect(after).toEqual(outcome(topology.reach(flow)));
        }
      }),
      { numRuns: draws(200) },
    );
  });
});

/** The endpoints of each container that has some of its own. */
function ownEndpoints(topology: Topology): (readonly Endpoint[])[] {
  return [...topology.nodes.values()].flatMap(({ name, sandbox }) =>
    sandbox?.owner?.name === name && sandbox.endpoints.length > 0 ? [sandbox.endpoints] : [],
  );
}

/** Which of two networks of a container comes first, as the documentation and what was observed have it. */
function winner(a: Endpoint, b: Endpoint, { engine }: Topology): Endpoint {
  if (a.priority !== b.priority) return a.priority > b.priority ? a : b;
  if (a.network.internal !== b.network.internal) return a.network.internal ? b : a;
  const [both, others] = [a, b].map(({ ipv4, ipv6 }) => ipv4 !== undefined && ipv6 !== undefined);
  const counts = !a.network.internal || !does(engine, 'no-ipv6-gateway-inside');
  if (counts && both !== others) return both ? a : b;
  return Buffer.compare(Buffer.from(a.network.name), Buffer.from(b.network.name)) < 0 ? a : b;
}

function networksOf({ endpoints }: Endpoint['sandbox']): string[] {
  return endpoints.map(({ network }) => network.name);
}

/** The same with the networks of each container said the other way round. */
function turned({ host, options }: Drawn): Drawn {
  const back = (all: ContainerSpec['endpoints']): EndpointDefinition[] => [...all.items].reverse();
  const items = host.containers.items.map((spec) => ({
    ...spec,
    endpoints: { ...spec.endpoints, items: back(spec.endpoints) },
  }));
  return { host: { ...host, containers: { ...host.containers, items } }, options };
}

function outcome(verdict: ReturnType<Topology['reach']>) {
  return verdict.kind === 'reachable' ? verdict.kind : [verdict.kind, verdict.reason.code];
}
