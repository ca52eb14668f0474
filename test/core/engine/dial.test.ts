import { dial, dialAny, knownPorts, namelessReason } from '../../../lib/core/engine/answers/dial';
import { ENGINE_HOST, type Origin, OTHER_MACHINE } from '../../../lib/core/engine/flow/verdict';
import { runningHostOf, type Topology } from '../../../lib/core/engine/topology';
import { IpAddress } from '../../../lib/core/values/address';
import { Port } from '../../../lib/core/values/port';
import { UNSAID } from '../../../lib/core/values/program';
import fc from '../../law';
import { draws } from '../../thoroughness';
import { drawn, run } from './drawn';
import { type ContainerSketch, type NetworkSketch, topologyOf } from './topology';

const NET: NetworkSketch = { name: 'net', subnet: '10.60.0.0/24' };
const web: ContainerSketch = { name: 'web', on: [{ network: 'net' }] };
const db: ContainerSketch = { name: 'db', on: [{ network: 'net', ipv4: '10.60.0.9' }], listen: [5432] };
const tcp = (number: number): Port => Port.tcp(number);

/** How a port is dialled, in a line. */
function said(topology: Topology, from: Origin, to: string, number: number): string {
  const { verdict, as, nameless, instead } = dial(topology, from, to, tcp(number));
  const others = instead.map((one) => `; instead ${one.as}, ${one.why}`);
  return `${verdict.kind}${as === undefined ? '' : ` as ${as}`}${nameless === undefined ? '' : ` (${nameless})`}${others.join('')}`;
}

describe('what a program dials', () => {
  test('is the name of the container, where it has one', () => {
    expect(said(topologyOf([NET], [web, db]), 'web', 'db', 5432)).toBe('reachable as db:5432');
    expect(dial(topologyOf([NET], [web, db]), 'web', 'db', tcp(5432))).toMatchObject({
      from: 'web',
      to: 'db',
      port: tcp(5432),
    });
  });

  test.each(['-p 5433', '-p5433', '--port=5433', 'postgres -c port=5433'])(
    'is the port that the command of a known image says: %s',
    (command) => {
      const program = { ...UNSAID, command: { items: command.split(' '), complete: true } };
      const postgres: ContainerSketch = {
        name: 'db',
        on: [{ network: 'net' }],
        more: { image: 'postgres:17', program },
      };
      expect(knownPorts(topologyOf([NET], [postgres]).node('db'))).toEqual([tcp(5433)]);
    },
  );

  test('is the port that the documentation of an image has, and no other one', () => {
    const redis: ContainerSketch = {
      name: 'cache',
      on: [{ network: 'net' }],
      more: { image: 'redis:7', program: UNSAID },
    };
    const topology = topologyOf([NET], [web, redis]);
    expect(knownPorts(topology.node('cache'))).toEqual([tcp(6379)]);
    expect(said(topology, 'web', 'cache', 6379)).toBe('reachable as cache:6379');
    expect(said(topology, 'web', 'cache', 6380)).toBe('blocked; instead cache:6379, where cache is known to listen');
  });

  test('is localhost in a network stack that is shared, and the host where the other one is in host mode', () => {
    const sharer: ContainerSketch = { name: 'side', namespace: { kind: 'container', container: 'db' } };
    expect(said(topologyOf([NET], [db, sharer]), 'side', 'db', 5432)).toBe('reachable as localhost:5432');
    const host: ContainerSketch = { name: 'agent', namespace: { kind: 'host' }, listen: [9000] };
    for (const from of [OTHER_MACHINE, ENGINE_HOST])
      expect(said(topologyOf([NET], [web, host]), from, 'agent', 9000)).toBe('reachable as host:9000');
  });

  test('is the address where no name leads there, and why is said', () => {
    const topology = topologyOf([NET, { name: 'far' }], [web, db, { ...db, name: 'api', on: [{ network: 'far' }] }]);
    expect(said(topology, ENGINE_HOST, 'db', 5432)).toBe(
      'reachable as 10.60.0.9:5432 (the host does not know the names of containers)',
    );
    expect(said(topology, ENGINE_HOST, 'api', 5432)).toBe('reachable (the host does not know the names of containers)');
    const bridge = topologyOf([], [{ name: 'web' }, { name: 'db', listen: [5432] }]);
    expect(said(bridge, 'web', 'db', 5432)).toBe(
      'reachable (containers have no names on the default bridge; connect both to a network of your own, or link to db)',
    );
    expect(namelessReason(topology, 'web', topology.node('db'))).toBeUndefined();
  });

  test('is an address of IPv6 in brackets', () => {
    const ipam = { items: [{ at: { path: 'six' }, subnet: 'fd60::/64', auxiliary: {} }], complete: true };
    const more = { ipv6: true, ipam, options: { 'com.docker.network.enable_ipv4': 'false' } };
    const six = topologyOf(
      [{ name: 'six', more }],
      [{ name: 'db', on: [{ network: 'six' }], listen: [80] }],
      {},
      { startsInOrder: true },
    );
    expect(said(six, ENGINE_HOST, 'db', 80)).toContain('reachable as [fd60::2]:80');
  });

  test('is a port of the host where the container alone is not reached, before its address where both are', () => {
    const publish = [{ containerPort: 5432, hostPort: 15_432 }];
    const apart = topologyOf(
      [NET, { name: 'far' }],
      [
        { ...web, on: [{ network: 'far' }] },
        { ...db, publish },
      ],
    );
    expect(said(apart, 'web', 'db', 15_432)).toBe('reachable as host:15432');
    expect(said(apart, 'web', 'db', 5432)).toBe(
      'blocked (nothing on far is called db; connect db to far); instead host:15432, which is published for 5432/tcp',
    );
    expect(said(apart, ENGINE_HOST, 'db', 5432)).toBe('reachable as localhost:15432');
    expect(said(apart, 'web', 'db', 80)).toBe(
      'blocked (nothing on far is called db; connect db to far); instead host:15432, where db is known to listen',
    );
  });
});

describe('a port that may lead elsewhere', () => {
  const publish = [{ containerPort: 80, hostPort: 8080 }];

  test('is not known where nothing is said to listen on it and the host leads from it to another one', () => {
    const topology = topologyOf([NET], [web, { name: 'api', on: [{ network: 'net' }], publish }]);
    expect(dial(topology, 'web', 'api', tcp(8080)).verdict).toMatchObject({
      kind: 'unknown',
      reason: { code: 'listener-unknown', facts: { container: 'api', port: '8080/tcp', inside: '80/tcp' } },
    });
    expect(said(topology, 'web', 'api', 8080)).toBe(
      'unknown; instead api:80, where api is known to listen; instead host:8080, which is published for 80/tcp',
    );
    expect(said(topology, 'web', 'api', 80)).toBe('reachable as api:80');
    expect(said(topology, 'web', 'api', 81)).toBe('reachable as api:81');
  });

  test('leads there where something listens on it', () => {
    const both = { name: 'api', on: [{ network: 'net' }], publish, listen: [80, 8080] };
    expect(said(topologyOf([NET], [web, both]), 'web', 'api', 8080)).toBe('reachable as api:8080');
  });

  test('of another protocol does not count', () => {
    const udp = { name: 'api', on: [{ network: 'net' }], publish: [{ ...publish[0]!, protocol: 'udp' }] };
    expect(said(topologyOf([NET], [web, udp]), 'web', 'api', 8080)).toBe('reachable as api:8080');
  });
});

test('a port that may be the one that the engine picks leaves open whether it is published', () => {
  const RANGE = { hostPort: 8080, hostPortLast: 8081 };
  const apart = (...publish: NonNullable<ContainerSketch['publish']>) =>
    topologyOf(
      [NET, { name: 'far' }],
      [
        { ...web, on: [{ network: 'far' }] },
        { ...db, publish },
      ],
    );
  const kinds = (...ports: number[]) =>
    ports.map((port) => dial(apart({ containerPort: 5432, ...RANGE }), 'web', 'db', tcp(port)).verdict.kind);
  expect(kinds(8079, 8080, 8081, 8082)).toEqual(['blocked', 'unknown', 'unknown', 'blocked']);
  const udp = apart({ containerPort: 5432, ...RANGE, protocol: 'udp' });
  expect(dial(udp, 'web', 'db', tcp(8080)).verdict.kind).toBe('blocked');
});

test('a ping is dialled by name alone, and the ports of the host for it are none', () => {
  const topology = topologyOf([NET, { name: 'far' }], [web, db, { name: 'api', on: [{ network: 'far' }] }]);
  expect(dialAny(topology, 'web', 'db', undefined)).toMatchObject({ as: 'db', instead: [] });
  expect(dialAny(topology, 'web', 'api', undefined)).toMatchObject({ verdict: { kind: 'blocked' }, instead: [] });
  expect(dialAny(topology, 'web', 'api', undefined)).not.toHaveProperty('as');
});

test('the ports of a container are those that listen, that it publishes and that it exposes, each once', () => {
  const ports = (more: ContainerSketch): string[] => knownPorts(topologyOf([], [more]).node('a')).map(String);
  const exposed = {
    items: [
      { port: 80, protocol: 'tcp' as const },
      { port: 53, protocol: 'udp' as const },
    ],
    complete: true,
  };
  expect(ports({ name: 'a', listen: [81], publish: [{ hostPort: 8080 }], more: { exposed } })).toEqual([
    '81/tcp',
    '80/tcp',
    '53/udp',
  ]);
  expect(ports({ name: 'a', publish: [{ hostPort: 8080, protocol: 'sctp' }] })).toEqual(['80/sctp']);
  expect(ports({ name: 'a', namespace: { kind: 'none' } })).toEqual([]);
});

describe('a published port', () => {
  const api = (hostAddress?: string): ContainerSketch => ({
    name: 'api',
    listen: [80],
    publish: [{ hostPort: 8080, ...(hostAddress === undefined ? {} : { hostAddress }) }],
  });
  const [reachable, blocked] = ['reachable', 'blocked'];

  test('is dialled at the one of its addresses that is reached', () => {
    const both = [
      { hostPort: 8080, hostAddress: '172.17.0.1' },
      { hostPort: 8080, hostAddress: '192.0.2.1' },
    ];
    const topology = topologyOf([], [{ ...api(), publish: both }]);
    expect(dial(topology, OTHER_MACHINE, 'api', tcp(8080))).toMatchObject({ as: '192.0.2.1:8080', instead: [] });
    expect(dial(topology, OTHER_MACHINE, 'api', tcp(80)).instead).toEqual([
      { as: '192.0.2.1:8080', why: 'which is published for 80/tcp' },
    ]);
    expect(dialAny(topology, OTHER_MACHINE, 'api', tcp(80)).as).toBe('192.0.2.1:8080');
  });

  test('at the address of a bridge is not reached by other machines, unless they route there', () => {
    const kinds = (routedFromOutside: boolean) => {
      const topology = topologyOf([], [api('172.17.0.1')], { routedFromOutside });
      return [OTHER_MACHINE, ENGINE_HOST].map((from) => [
        topology.reach({ from, to: { address: '172.17.0.1' }, port: tcp(8080) }).kind,
        topology.reach({ from, to: { publishedBy: 'api' }, port: tcp(8080) }).kind,
        topology.reach({ from, to: 'api', port: tcp(80) }).kind,
      ]);
    };
    const everywhere = [reachable, reachable, reachable];
    expect(kinds(false)).toEqual([[blocked, blocked, blocked], everywhere]);
    expect(kinds(true)).toEqual([everywhere, everywhere]);
  });

  test.each([undefined, '172.17.0.1', '192.0.2.1'])(
    'at %s is not reached from a network whose bridge has no address, as nothing of the host is',
    (hostAddress) => {
      const kinds = (inhibited: string) => {
        const options = { 'com.docker.network.bridge.inhibit_ipv4': inhibited };
        const topology = topologyOf([{ ...NET, options }], [web, api(hostAddress)]);
        const to = [{ address: hostAddress ?? '192.0.2.1' }, { publishedBy: 'api' }] as const;
        return to.map((one) => topology.reach({ from: 'web', to: one, port: tcp(8080) }).kind);
      };
      expect([kinds('true'), kinds('false')]).toEqual([
        [blocked, blocked],
        [reachable, reachable],
      ]);
    },
  );
});

describe('what is said to be dialled', () => {
  /** The question that a program asks of the model when it dials a text. */
  function asked(from: Origin, text: string): Parameters<Topology['reach']>[0] | undefined {
    const [, bracketed, plain, number] = /^(?:\[(.+)\]|([^:]+)):(\d+)$/.exec(text) ?? [];
    const end = bracketed ?? plain;
    if (end === undefined || end === 'host' || number === undefined) return undefined;
    const isAddress = bracketed !== undefined || /^[\d.]+$/.test(end);
    const to = end === 'localhost' ? { address: '127.0.0.1' } : isAddress ? { address: end } : { name: end };
    return { from, to, port: tcp(Number(number)) };
  }

  /** Whether a text leads to one place: a name, the own loopback, an address of a container or of a bridge. */
  function isPlain(topology: Topology, from: Origin, to: Parameters<Topology['reach']>[0]['to']): boolean {
    const address = typeof to === 'object' && 'address' in to ? IpAddress.parse(to.address) : undefined;
    if (!address) return true;
    const host = runningHostOf(topology);
    return address.isLoopback
      ? typeof from === 'string'
      : (host.endpointAt(address) ?? host.gatewayAt(address)) !== undefined;
  }

  test('arrives when the model is asked for that very text: by name, at localhost, at the address of a container or a bridge', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const topology = run(one);
        const names = [...topology.nodes.keys()];
        for (const from of [...names, ENGINE_HOST, OTHER_MACHINE]) {
          for (const to of names) {
            for (const number of [80, 8080]) {
              const { verdict, as, instead } = dial(topology, from, to, tcp(number));
              if (as !== undefined) expect(verdict.kind).toBe('reachable');
              for (const text of [as, ...instead.map((other) => other.as)]) {
                const question = text === undefined ? undefined : asked(from, text);
                if (!question || !isPlain(topology, from, question.to)) continue;
                const { kind } = topology.reach(question);
                expect({ from, to, text, kind }).toEqual({ from, to, text, kind: 'reachable' });
              }
            }
          }
        }
      }),
      { numRuns: draws(200) },
    );
  });

  test('is of the one whose network stack is shared, which is said, and of no other', () => {
    const side: ContainerSketch = { name: 'side', namespace: { kind: 'container', container: 'db' } };
    const topology = topologyOf([NET], [web, db, side]);
    expect(dial(topology, 'web', 'side', tcp(5432))).toMatchObject({ as: 'db:5432', shares: 'db' });
    for (const to of ['db', 'web']) expect(dial(topology, 'web', to, tcp(5432))).not.toHaveProperty('shares');
    expect(dial(topology.after({ do: 'stop', container: 'db' }), 'web', 'db', tcp(5432))).not.toHaveProperty('shares');
  });

  test('is the name that was given where it leads to the container and nobody else', () => {
    const named = (name: string, aliases: readonly string[]): ContainerSketch => ({
      name,
      on: [{ network: 'net', aliases }],
      listen: [80],
    });
    const topology = topologyOf([NET], [web, named('a', ['api', 'one']), named('b', ['api'])]);
    const as = (called?: string, from: Origin = 'web') => dial(topology, from, 'a', tcp(80), called).as;
    expect([as(), as('one'), as('api'), as('nobody')]).toEqual(['a:80', 'one:80', 'a:80', 'a:80']);
    expect(dialAny(topology, 'web', 'a', undefined, 'one').as).toBe('one');
    expect(as('one', OTHER_MACHINE)).toBeUndefined();
  });

  test('is the host at the address that a port is published at, on the host itself its loopback', () => {
    const published = (hostAddress?: string) =>
      topologyOf(
        [{ ...NET, more: { ipv6: true } }, { name: 'far' }],
        [
          { ...web, on: [{ network: 'far' }] },
          {
            ...db,
            publish: [{ containerPort: 5432, hostPort: 15_432, ...(hostAddress === undefined ? {} : { hostAddress }) }],
          },
        ],
      );
    const as = (from: Origin, hostAddress?: string) => dial(published(hostAddress), from, 'db', tcp(15_432)).as;
    expect([as(ENGINE_HOST), as(ENGINE_HOST, '0.0.0.0'), as(ENGINE_HOST, '192.0.2.1')]).toEqual([
      'localhost:15432',
      'localhost:15432',
      '192.0.2.1:15432',
    ]);
    expect([as(OTHER_MACHINE), as(OTHER_MACHINE, '192.0.2.1'), as(OTHER_MACHINE, '127.0.0.1')]).toEqual([
      'host:15432',
      '192.0.2.1:15432',
      undefined,
    ]);
    expect([as('web'), as('web', '192.0.2.1')]).toEqual(['host:15432', '192.0.2.1:15432']);
  });

  test('is nothing of a port that is refused or shut, and why there is no name is said of containers that are apart alone', () => {
    const silent: ContainerSketch = { name: 'silent', on: [{ network: 'net' }], listen: [] };
    const topology = topologyOf([NET], [web, silent, db]);
    expect(said(topology, 'web', 'silent', 80)).toBe('blocked');
    expect(said(topology, 'web', 'db', 80)).toBe('blocked; instead db:5432, where db is known to listen');
    expect(dial(topology, OTHER_MACHINE, 'silent', tcp(80))).not.toHaveProperty('nameless');
    expect(dial(topology, OTHER_MACHINE, 'silent', tcp(80)).verdict.kind).toBe('blocked');
    expect(namelessReason(topology, OTHER_MACHINE, topology.node('db'))).toBe(
      'another machine does not know the names of containers',
    );
  });

  test('has a name where one of several has: its own, its host name, an alias', () => {
    const one: ContainerSketch = { name: 'one', hostname: 'box', on: [{ network: 'net', aliases: ['db'] }] };
    const topology = topologyOf([NET, { name: 'far' }], [web, one, { name: 'lone', on: [{ network: 'far' }] }]);
    expect(namelessReason(topology, 'web', topology.node('one'))).toBeUndefined();
    expect(namelessReason(topology, 'web', topology.node('lone'))).toBe(
      'nothing on net is called lone; connect lone to net',
    );
    const stopped = topology.after({ do: 'stop', container: 'one' });
    expect(namelessReason(stopped, 'web', stopped.node('one'))).toMatch(/one/);
  });
});
