import { inspectContainer, KNOWN_AFTER_APPLY } from '../../../lib/core/engine/answers/docker-view';
import { exposures } from '../../../lib/core/engine/answers/exposure';
import { ENGINE_HOST, OTHER_MACHINE } from '../../../lib/core/engine/flow/verdict';
import { Topology } from '../../../lib/core/engine/topology';
import { NOTHING } from '../../../lib/core/values/listed';
import { Port } from '../../../lib/core/values/port';
import { Unknown } from '../../../lib/core/values/unknown';
import { type ContainerSketch, hostOf, topologyOf } from './topology';

const web = Port.tcp(80);

describe('a published port', () => {
  test.each<[string, NonNullable<ContainerSketch['publish']>[number]]>([
    ['has its protocol in any spelling', { protocol: 'TCP' }],
    ['is a TCP port with an empty protocol', { protocol: '' }],
  ])('%s', (_, port) => {
    const topology = topologyOf([], [{ name: 'web', publish: [{ hostPort: 8080, ...port }], listen: [80] }]);
    expect(topology.reach({ from: OTHER_MACHINE, to: ENGINE_HOST, port: Port.tcp(8080) }).kind).toBe('reachable');
  });

  test.each([undefined, ''])('without an address, written as %j, is where its network says', (hostAddress) => {
    const options = { 'com.docker.network.bridge.host_binding_ipv4': '127.0.0.1' };
    const publish = [{ hostPort: 8080, ...(hostAddress === undefined ? {} : { hostAddress }) }];
    const topology = topologyOf(
      [{ name: 'net', more: { options } }],
      [{ name: 'web', on: [{ network: 'net' }], publish }],
    );
    expect(exposures(topology)).toMatchObject([{ hostPort: 8080, to: 'the host itself' }]);
  });
});

describe('a published port of which something is not known', () => {
  const open = new Unknown('variable later has no value');
  const kindAt = (topology: Topology, port: Port): string =>
    topology.reach({ from: OTHER_MACHINE, to: ENGINE_HOST, port }).kind;
  const publishing = (...publish: NonNullable<ContainerSketch['publish']>): Topology =>
    topologyOf([{ name: 'net' }], [{ name: 'web', on: [{ network: 'net' }], publish, listen: [80] }]);

  test.each<[string, NonNullable<ContainerSketch['publish']>[number]]>([
    ['host address', { hostPort: 8080, hostAddress: open }],
    ['container port', { hostPort: 8080, containerPort: open }],
    ['protocol', { hostPort: 8080, protocol: open }],
    ['host port', { hostPort: open }],
  ])('is neither reached nor refused: its %s', (_, port) => {
    const topology = publishing(port);
    expect(topology.reach({ from: OTHER_MACHINE, to: ENGINE_HOST, port: Port.tcp(8080) })).toMatchObject({
      kind: 'unknown',
      missing: 'whether the engine publishes a port as 8080/tcp: variable later has no value',
    });
    expect(topology.reach({ from: OTHER_MACHINE, to: 'web', port: web }).kind).not.toBe('blocked');
    expect(exposures(topology)).toHaveLength(1);
  });

  test('leaves other ports of the host as they are', () => {
    const topology = publishing({ hostPort: 8080, hostAddress: open }, { hostPort: 9000, hostPortLast: 9010 });
    expect([443, 8081, 9005, 9011].map((port) => kindAt(topology, Port.tcp(port)))).toEqual([
      'blocked',
      'blocked',
      'unknown',
      'blocked',
    ]);
    expect(kindAt(topology, Port.udp(8080))).toBe('blocked');
  });

  test('can have any number, unless the engine picks it', () => {
    expect(kindAt(publishing({ hostPort: open }), Port.tcp(443))).toBe('unknown');
    expect(kindAt(publishing({}), Port.tcp(443))).toBe('blocked');
    expect(kindAt(publishing({}), Port.tcp(40000))).toBe('unknown');
  });

  test('is one of which is not known by whom it is reached', () => {
    const topology = publishing({ hostPort: 8080, hostAddress: open });
    expect(exposures(topology)).toEqual([
      { container: 'web', port: web, hostPort: 8080, hostAddress: open, to: 'not known', because: open.why },
    ]);
    const [shown] = inspectContainer(topology, 'web').NetworkSettings.Ports['80/tcp'] ?? [];
    expect(shown).toEqual({ HostIp: KNOWN_AFTER_APPLY, HostPort: '8080' });
  });

  test.each<[string, ContainerSketch['more']]>([
    ['whose ports are not all known', { published: { items: [], complete: false } }],
    ['that may publish what its image exposes', { publishAll: open, exposed: { items: [], complete: false } }],
    ['that publishes what its image exposes', { publishAll: true, exposed: { items: [], complete: false } }],
    ['with a network stack that is not known', { namespace: open }],
  ])('counts for a container %s', (_, more) => {
    const topology = topologyOf([], [{ name: 'web', more: more! }]);
    expect(kindAt(topology, Port.tcp(40000))).toBe('unknown');
    expect(topology.reach({ from: OTHER_MACHINE, to: 'web', port: web }).kind).toBe('unknown');
    expect(exposures(topology)).toMatchObject([{ container: 'web', port: undefined, to: 'not known' }]);
  });

  test('counts for a container on a network that is not known', () => {
    const at = { path: 'local/web' };
    const endpoint = { at, network: open, aliases: NOTHING, links: NOTHING };
    const more = { endpoints: { items: [endpoint], complete: true } };
    const topology = topologyOf([], [{ name: 'web', publish: [{ hostPort: 8080 }], more }]);
    expect(kindAt(topology, Port.tcp(8080))).toBe('unknown');
    expect(topology.hostPortOf('web', web)).toEqual(open);
  });

  test('is left to the host when not all containers are known', () => {
    const host = { ...hostOf([], []), containers: { items: [], complete: false } };
    expect(kindAt(Topology.of(host), Port.tcp(8080))).toBe('unknown');
  });

  test('at an address is not refused while the addresses of the host are not known', () => {
    const container = { name: 'web', publish: [{ hostPort: 8080, hostAddress: '192.0.2.7' }] };
    expect(kindAt(topologyOf([], [container], { addresses: [] }), Port.tcp(8080))).toBe('unknown');
    expect(kindAt(topologyOf([], [container]), Port.tcp(8080))).toBe('blocked');
  });
});

describe('a name', () => {
  const open = new Unknown('variable later has no value');
  const later = { items: [open], complete: true };
  const kinds = (topology: Topology, ...names: string[]): string[] =>
    names.map((name) => topology.resolve('web', name).kind);
  const beside = (more: NonNullable<ContainerSketch['more']>): Topology =>
    topologyOf(
      [{ name: 'net' }],
      [
        { name: 'web', on: [{ network: 'net' }] },
        { name: 'other', on: [{ network: 'net' }], more },
      ],
    );

  test.each<[string, NonNullable<ContainerSketch['more']>]>([
    ['name', { name: open }],
    ['host name', { hostname: open }],
    [
      'alias',
      { endpoints: { items: [{ at: { path: 'a' }, network: 'net', aliases: later, links: NOTHING }], complete: true } },
    ],
  ])('may be the %s of a container that is not known', (_, more) => {
    const topology = beside(more);
    expect(topology.resolve('web', 'db')).toMatchObject({ kind: 'unknown', missing: open.why });
    expect(topology.reach({ from: 'web', to: { name: 'db' } }).kind).toBe('unknown');
    expect(kinds(topology, 'has blank', '-dash', `${'a'.repeat(64)}.net`)).toEqual(Array(3).fill('no-such-name'));
  });

  test('may be one in a hosts file that is not known, which comes before all others', () => {
    const entry = { hostname: open, address: '192.0.2.5' };
    const topology = topologyOf(
      [{ name: 'net' }],
      [{ name: 'web', on: [{ network: 'net' }], more: { extraHosts: { items: [entry], complete: true } } }],
    );
    expect(kinds(topology, 'db', 'web', 'localhost')).toEqual(['unknown', 'unknown', 'resolved']);
  });

  test('may be that of a container on a network that is not known', () => {
    const endpoint = { at: { path: 'a' }, network: open, aliases: { items: ['db'], complete: true }, links: NOTHING };
    const topology = beside({ endpoints: { items: [endpoint], complete: true } });
    expect(kinds(topology, 'other', 'db', 'cache', 'web')).toEqual(['unknown', 'unknown', 'no-such-name', 'resolved']);
  });

  test('may be that of a container that was not read', () => {
    const host = hostOf([{ name: 'net' }], [{ name: 'web', on: [{ network: 'net' }] }]);
    const topology = Topology.of({ ...host, containers: { ...host.containers, complete: false } });
    expect(kinds(topology, 'db', 'web')).toEqual(['unknown', 'resolved']);
  });

  test('has the network behind any of its dots, in the spelling of the network', () => {
    const topology = topologyOf(
      [{ name: 'b' }, { name: 'z.b' }],
      [
        { name: 'far', on: [{ network: 'z.b' }] },
        { name: 'web', on: [{ network: 'b' }, { network: 'z.b' }] },
      ],
    );
    expect(kinds(topology, 'far.z.b', 'FAR.z.b', 'far.z.B', 'far.b')).toEqual([
      'resolved',
      'resolved',
      'no-such-name',
      'no-such-name',
    ]);
  });

  test('that reads as an address is one', () => {
    const topology = topologyOf(
      [{ name: 'net', subnet: '10.1.0.0/24' }],
      [
        { name: 'web', on: [{ network: 'net' }] },
        { name: 'other', on: [{ network: 'net', aliases: ['192.0.2.9'] }] },
      ],
    );
    expect(topology.resolve('web', '192.0.2.9').kind).toBe('no-such-name');
    expect(topology.reach({ from: 'web', to: { name: '192.0.2.9' } })).toMatchObject({ by: ['outside'] });
  });

  test('that a container links to twice is the last one on a network, the first one on the default bridge', () => {
    const links = ['aa:db', 'bb:db'];
    const answered = (topology: Topology): (string | undefined)[] => {
      const resolution = topology.resolve('web', 'db');
      return resolution.kind === 'resolved' ? resolution.answers.map(({ container }) => container) : [];
    };
    const on = (...networks: string[]): Pick<ContainerSketch, 'on'> => ({
      on: networks.map((network) => ({ network })),
    });
    const own = [
      { name: 'aa', ...on('net') },
      { name: 'bb', ...on('net') },
      { name: 'web', on: [{ network: 'net', links }] },
    ];
    const bridged = [
      { name: 'aa' },
      { name: 'bb' },
      { name: 'web', more: { links: { items: links, complete: true } } },
    ];
    expect(answered(topologyOf([{ name: 'net' }], own))).toEqual(['bb']);
    expect(answered(topologyOf([], bridged))).toEqual(['aa']);
  });

  test('may be the short id of a container', () => {
    expect(kinds(beside({}), '0123456789ab', '0123456789ab.net', '0123456789a')).toEqual([
      'unknown',
      'unknown',
      'no-such-name',
    ]);
  });
});

describe('a way out', () => {
  const open = new Unknown('variable later has no value');
  const from = (...on: NonNullable<ContainerSketch['on']>): Topology =>
    topologyOf(
      [
        { name: 'late', subnet: '10.1.0.0/24', more: { internal: open } },
        { name: 'net', subnet: '10.2.0.0/24' },
      ],
      [
        { name: 'web', on },
        { name: 'other', on: [{ network: 'net' }] },
      ],
    );

  test('is not known while it is not known whether the network is internal', () => {
    const topology = from({ network: 'late' });
    for (const to of [ENGINE_HOST, OTHER_MACHINE, { gatewayOf: 'late' }, { gatewayOf: 'net' }, 'other'])
      expect(topology.reach({ from: 'web', to })).toMatchObject({ kind: 'unknown', missing: open.why });
  });

  test('is not known while a network is not', () => {
    const endpoint = (network: string | Unknown) => ({ at: { path: 'a' }, network, aliases: NOTHING, links: NOTHING });
    const more = { endpoints: { items: [endpoint('net'), endpoint(open)], complete: true } };
    const topology = topologyOf(
      [{ name: 'net' }, { name: 'far' }],
      [
        { name: 'web', more },
        { name: 'near', on: [{ network: 'net' }] },
        { name: 'other', on: [{ network: 'far' }] },
      ],
    );
    expect(topology.reach({ from: 'web', to: ENGINE_HOST })).toMatchObject({ kind: 'unknown', missing: open.why });
    expect(topology.reach({ from: 'other', to: 'web' })).toMatchObject({ kind: 'unknown', missing: open.why });
    expect(topology.reach({ from: 'near', to: 'web' }).kind).toBe('reachable');
  });
});
