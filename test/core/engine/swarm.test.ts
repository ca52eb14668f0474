import { placementOf } from '../../../lib/core/engine/swarm/placement';
import { type SwarmPort, type SwarmService } from '../../../lib/core/engine/swarm/swarm';
import { SWARM_CODES, swarmGapText } from '../../../lib/core/engine/swarm/swarm-reason';
import { SwarmTopology } from '../../../lib/core/engine/swarm/swarm-topology';
import {
  explainSwarmVerdict,
  type SwarmDestination,
  type SwarmOrigin,
  type SwarmVerdict,
} from '../../../lib/core/engine/swarm/swarm-verdict';
import { Port } from '../../../lib/core/values/port';
import { isKnown, Unknown } from '../../../lib/core/values/unknown';
import { box, net, on, port } from '../rules/docker/host';
import { node, service, swarmOf } from '../rules/swarm/swarm';

const overlay = (name: string, internal = false): ReturnType<typeof net> =>
  net(name, {
    driver: 'overlay',
    attachable: true,
    internal,
    subnet: name === 'inner' ? '10.0.8.0/24' : '10.0.9.0/24',
  });

const A = { role: 'manager', engine: { addresses: ['10.77.0.1'] } } as const;
const B = { engine: { addresses: ['10.77.0.2'] } } as const;

const web = box('web', { on: ['ov'], listens: [80], ports: [port(80, { host: 8080 })] });
const client = box('client', { on: [on('ov', { aliases: ['caller'] }), 'inner'] });
const hidden = box('hidden', { on: ['inner'], listens: [80] });

function topologyOf(...services: readonly SwarmService[]): SwarmTopology {
  const nodes = [node('a', { ...A, parts: [client, hidden] }), node('b', { ...B, parts: [web] })];
  return SwarmTopology.of(swarmOf(nodes, [overlay('ov'), overlay('inner', true), ...services]), {
    startsInOrder: true,
  });
}

const reach = (topology: SwarmTopology, from: SwarmOrigin, to: SwarmDestination, number?: number): SwarmVerdict =>
  topology.reach({ from, to, ...(number === undefined ? {} : { port: Port.tcp(number) }) });

const said = (verdict: SwarmVerdict): string => explainSwarmVerdict(verdict).split('\n')[0]!;

describe('containers of two nodes', () => {
  const topology = topologyOf();

  test('reach each other by name over the overlay network, and the trace names the nodes', () => {
    const verdict = reach(topology, { container: 'client' }, { name: 'web' }, 80);
    expect(explainSwarmVerdict(verdict)).toMatchInlineSnapshot(`
     "reachable, answered by web
       container client on a: dials 80/tcp
       network ov: carries it to b in a packet between the nodes
       container web on b: arrives on ov"
    `);
    expect(said(reach(topology, { container: 'client' }, { name: 'web' }, 81))).toBe(
      'blocked (refused): nothing listens on 81/tcp in container web on b',
    );
  });

  test('have names on the overlay networks that they share, and on no other', () => {
    expect(topology.resolve({ container: 'web' }, 'caller').kind).toBe('resolved');
    expect(topology.resolve({ container: 'web' }, 'hidden').kind).toBe('no-such-name');
    expect(topology.resolve({ container: 'hidden' }, 'client').kind).toBe('resolved');
  });

  test('have names with the network behind a dot as well', () => {
    const [network = ''] = topology.swarm.networks.items.flatMap(({ name }) => (isKnown(name) ? name : []));
    expect(topology.resolve({ container: 'web' }, `caller.${network}`).kind).toBe('resolved');
    expect(topology.resolve({ container: 'web' }, 'caller.other').kind).toBe('unknown');
  });

  test('reach published ports of another node unless they are on internal networks only', () => {
    expect(said(reach(topology, { container: 'client' }, { node: 'b' }, 8080))).toBe('reachable, answered by web');
    expect(said(reach(topology, { node: 'a' }, { address: '10.77.0.2' }, 8080))).toBe('reachable, answered by web');
    expect(reach(topology, { container: 'hidden' }, { node: 'b' }, 8080).kind).toBe('blocked');
  });

  test('are not reached at their overlay addresses from a node, nor from who is not on that network', () => {
    for (const from of [{ node: 'b' }, { container: 'hidden' }, { kind: 'outside' }] as const) {
      const verdict = reach(topology, from, { container: 'web', on: 'ov' }, 80);
      expect(said(verdict)).toContain('overlay network ov leads to its members only');
    }
  });

  test('of one name are told apart by their nodes', () => {
    const nodes = [node('a', { ...A, parts: [web] }), node('b', { ...B, parts: [web] })];
    const both = SwarmTopology.of(swarmOf(nodes, [overlay('ov')]));
    expect(() => both.resolve({ container: 'web' }, 'web')).toThrow('several nodes have a container "web": a, b');
    const resolution = both.resolve({ container: 'web', node: 'a' }, 'web');
    expect(resolution.kind === 'resolved' && resolution.answers.map(({ of }) => of)).toEqual([
      { container: 'web', node: 'a' },
      { container: 'web', node: 'b' },
    ]);
  });
});

describe('a service', () => {
  const answers = (topology: SwarmTopology, name: string): number | string => {
    const resolution = topology.resolve({ container: 'client' }, name);
    return resolution.kind === 'resolved' ? resolution.answers.length : resolution.kind;
  };

  test('in DNS round robin has the addresses of all its tasks, else one virtual address', () => {
    const robin = topologyOf(service('api', { replicas: 3, on: ['ov'], mode: 'dnsrr', listens: [80] }));
    expect([answers(robin, 'api'), answers(robin, 'tasks.api')]).toEqual([3, 3]);
    const vip = topologyOf(service('api', { replicas: 3, on: ['ov'], listens: [80] }));
    expect([answers(vip, 'api'), answers(vip, 'tasks.api')]).toEqual([1, 3]);
    expect(said(reach(vip, { container: 'client' }, { name: 'api' }, 80))).toBe('reachable, answered by api');
    expect(reach(vip, { container: 'client' }, { name: 'api' }).kind).toBe('unknown');
    expect(said(reach(vip, { service: 'api' }, { name: 'web' }, 80))).toBe('reachable, answered by web');
  });

  test('without a task has a virtual address behind which nobody is', () => {
    const empty = topologyOf(service('api', { replicas: 0, on: ['ov'], listens: [80] }));
    expect(said(reach(empty, { container: 'client' }, { name: 'api' }, 80))).toContain('service api runs no task');
    const robin = topologyOf(service('api', { replicas: 0, on: ['ov'], mode: 'dnsrr' }));
    expect(answers(robin, 'api')).toBe('no-such-name');
  });

  test('publishes a port in ingress mode on every node, in host mode where a task runs', () => {
    const ingress = topologyOf(service('api', { replicas: 1, ports: [{ published: 9000 }], listens: [80] }));
    for (const name of ['a', 'b'])
      expect(said(reach(ingress, { kind: 'outside' }, { node: name }, 9000))).toBe('reachable, answered by api');
    const local = service('api', {
      constraints: ['node.role == worker'],
      ports: [{ published: 9000, mode: 'host' }],
      listens: [80],
    });
    const host = topologyOf(local);
    expect(said(reach(host, { kind: 'outside' }, { node: 'b' }, 9000))).toBe('reachable, answered by api');
    expect(reach(host, { kind: 'outside' }, { node: 'a' }, 9000).kind).toBe('blocked');
  });

  test('on internal networks alone has no port in host mode, for the node has no way to its tasks', () => {
    const ports = [{ published: 9000, mode: 'host' }] as const;
    const inside = topologyOf(service('api', { on: ['inner'], mode: 'dnsrr', ports, listens: [80] }));
    const verdict = reach(inside, { kind: 'outside' }, { node: 'a' }, 9000);
    expect([verdict.kind === 'blocked' && verdict.failure, said(verdict)]).toEqual([
      'refused',
      expect.stringContaining('the networks of service api are internal'),
    ]);
    const both = topologyOf(service('api', { on: ['inner', 'ov'], mode: 'dnsrr', ports, listens: [80] }));
    expect(said(reach(both, { kind: 'outside' }, { node: 'a' }, 9000))).toBe('reachable, answered by api');
  });

  test('may run on one node or another, and then its host port is not foretold', () => {
    const ports = [{ published: 9000, mode: 'host' }] as const;
    const somewhere = topologyOf(service('api', { replicas: 1, ports, listens: [80] }));
    expect(said(reach(somewhere, { kind: 'outside' }, { node: 'a' }, 9000))).toBe(
      'unknown: on which 1 of 2 nodes the swarm runs the tasks',
    );
  });
});

describe('what is not known in a swarm', () => {
  const OPEN = new Unknown('variable N has no value');
  const port = (published: SwarmPort['published'], target: SwarmPort['target'] = 80): SwarmPort => ({
    at: { path: 'api' },
    target,
    protocol: 'tcp',
    mode: 'ingress',
    ...(published === undefined ? {} : { published }),
  });
  const api = (more: Partial<SwarmService>): SwarmTopology =>
    topologyOf({ ...service('api', { replicas: 1, on: ['ov'], mode: 'vip', listens: [80] }), ...more });
  const outside = { kind: 'outside' } as const;
  const client = { container: 'client' };
  const ports = (...items: readonly SwarmPort[]): Partial<SwarmService> => ({ ports: { items, complete: true } });

  test.each<[string, object, Partial<SwarmService>, SwarmOrigin, SwarmDestination, number | undefined]>([
    [
      'endpoint-mode-unknown',
      { service: 'api', why: OPEN.why },
      { endpointMode: OPEN },
      client,
      { service: 'api' },
      80,
    ],
    ['virtual-address-pinged', { service: 'api' }, {}, client, { name: 'api' }, undefined],
    [
      'tasks-unknown',
      { service: 'api', why: OPEN.why },
      { mode: { kind: 'replicated', replicas: OPEN } },
      client,
      { name: 'api' },
      80,
    ],
    ['names-unknown', { network: 'ov', why: OPEN.why }, { name: OPEN }, client, { name: 'other' }, 80],
    ['published-port-unknown', { service: 'api', why: OPEN.why }, ports(port(OPEN)), outside, { node: 'a' }, 9000],
    ['published-port-picked', { service: 'api' }, ports(port(undefined)), outside, { node: 'a' }, 30_000],
    [
      'published-port-picked',
      { service: 'api' },
      ports({ ...port(undefined), mode: 'host' }),
      outside,
      { node: 'a' },
      40_000,
    ],
    ['target-port-unknown', { service: 'api', why: OPEN.why }, ports(port(9000, OPEN)), outside, { node: 'a' }, 9000],
    [
      'service-ports-unknown',
      { service: 'api' },
      { ports: { items: [], complete: false } },
      outside,
      { node: 'a' },
      9000,
    ],
    ['address-maybe-given', { network: 'ov', address: '10.0.9.77' }, {}, client, { address: '10.0.9.77' }, 80],
    [
      'stranger-elsewhere',
      { from: 'a task', address: '198.51.100.7' },
      {},
      { service: 'api' },
      { address: '198.51.100.7' },
      80,
    ],
  ])('is %s with its facts', (code, facts, more, from, to, number) => {
    const verdict = reach(api(more), from, to, number);
    expect(verdict).toMatchObject({ kind: 'unknown', reason: { code, facts } });
    if (verdict.kind === 'unknown') expect(verdict.missing).toBe(swarmGapText(verdict.reason));
  });

  test('is none where the port is none of those that the swarm picks', () => {
    expect(reach(api(ports(port(undefined))), outside, { node: 'a' }, 32_767).kind).toBe('unknown');
    expect(reach(api(ports(port(undefined))), outside, { node: 'a' }, 32_768).kind).toBe('blocked');
  });

  test('has the reason of the engine where it hangs on one node, and the same sentence', () => {
    const verdict = reach(topologyOf(), client, { name: 'example.com' }, 80);
    expect(verdict).toMatchObject({
      kind: 'unknown',
      reason: { code: 'undecided-on-node', facts: { node: 'a', reason: { code: 'name-for-other-resolvers' } } },
      missing: 'what the resolvers of the host know of example.com',
    });
  });

  test('is no block, which has a code and facts as well, those of the engine where it is on one node', () => {
    const topology = topologyOf(service('api', { replicas: 0, on: ['ov'], listens: [80] }));
    expect(reach(topology, client, { name: 'api' }, 80)).toMatchObject({
      reason: { code: 'no-task', facts: { service: 'api' } },
      by: 'service api runs no task',
    });
    for (const to of [{ address: '198.51.100.7' }, { node: 'b' }])
      expect(reach(topology, { container: 'hidden' }, to, 8080)).toMatchObject({
        reason: { code: 'no-way-out', facts: { container: 'hidden' } },
        by: 'the networks of container hidden are internal',
      });
    expect(reach(topology, { node: 'a' }, { address: '10.77.0.1' }, 81)).toMatchObject({
      reason: { code: 'on-node', facts: { node: 'a', reason: { code: 'nothing-on-host' } } },
    });
  });

  test('is told apart from what blocks by its code', () => {
    expect(SWARM_CODES.unknown.filter((code) => SWARM_CODES.blocked.includes(code))).toEqual([]);
  });
});

describe('placement', () => {
  const nodes = [node('a', { ...A, labels: { disk: 'ssd' } }), node('b', { ...B, availability: 'drain' }), node('c')];
  const placed = (one: SwarmService): unknown => {
    const { nodes: where, tasks } = placementOf(swarmOf(nodes), one);
    return isKnown(tasks) ? [tasks, ...where.map(({ name }) => name)] : tasks.why;
  };

  test.each([
    ['everywhere that is active', {}, [2, 'a', 'c']],
    ['by role', { constraints: ['node.role != manager'] }, [1, 'c']],
    ['by label, whatever the case', { constraints: ['node.labels.disk==SSD'] }, [1, 'a']],
    ['by a label that is not there', { constraints: ['node.labels.disk != ssd'] }, [1, 'c']],
    ['with so many on a node', { replicas: 5, maxPerNode: 2 }, [4, 'a', 'c']],
    ['nowhere', { replicas: 5, constraints: ['node.hostname == b'] }, [0]],
  ] as const)('%s', (_how, terse, expected) => {
    expect(placed(service('web', terse))).toEqual(expected);
  });

  test('is not known while a constraint is not', () => {
    expect(placed(service('web', { constraints: [new Unknown('variable ROLE has no value')] }))).toBe(
      'variable ROLE has no value',
    );
  });
});

test('when a node is lost its containers have no names any more, and tasks run on the others', () => {
  const topology = topologyOf(service('api', { replicas: 2, on: ['ov'], mode: 'dnsrr', listens: [80] }));
  const after = topology.after({ do: 'node-down', node: 'b' });
  expect(after.resolve({ container: 'client' }, 'web').kind).toBe('no-such-name');
  expect(said(reach(after, { container: 'client' }, { name: 'api' }, 80))).toBe('reachable, answered by api');
  expect(() => after.after({ do: 'node-down', node: 'b' })).toThrow('there is no node "b"');
});
