import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runningHostOf, Topology } from '../../lib/core/engine/topology';
import { Port } from '../../lib/core/values/port';
import { IpAddress } from '../../lib/core/values/address';
import { Unknown, type Knowable } from '../../lib/core/values/unknown';
import { findingsOf, InputError, readInputs, type Input } from '../../lib/formats';
import { SAMPLES } from './samples';

const GENERATIONS = ['20.10', '29'] as const;

interface Recorded {
  readonly containers: readonly {
    readonly Id: string;
    readonly Name: string;
    readonly State: object;
    readonly NetworkSettings: object;
  }[];
  readonly networks: readonly { readonly Name: string; readonly IPAM: object; readonly Options: object }[];
}

/** What an engine said about a host with containers of every kind. */
function recorded(generation: string): Recorded {
  return JSON.parse(readFileSync(join(__dirname, 'docker-inspect', `host-${generation}.json`), 'utf8')) as Recorded;
}

const read = (text: string, name = '<stdin>'): Input => readInputs([{ name, text }])[0]!;
const printed = (data: unknown): string => JSON.stringify(data, undefined, 4);
const shown = (address: Knowable<IpAddress> | undefined): string =>
  address instanceof IpAddress ? address.toString() : (address?.why ?? 'none');
const topologyOf = ({ reading }: Input): Topology => Topology.of(reading.dockerHosts[0]!);

/** The container that a line is of, and what stands there. */
function saidAt(text: string, line: number): readonly (string | undefined)[] {
  const lines = text.split('\n');
  const names = lines.slice(0, line).map((one) => /"Name": "(\/.*)"/.exec(one)?.[1]);
  return [names.filter((name) => name !== undefined).at(-1), lines[line - 1]?.trim()];
}

describe.each(GENERATIONS)('docker inspect of engine %s', (generation) => {
  const { containers, networks } = recorded(generation);
  const file = read(printed([...containers, ...networks]), 'host.json');
  const live = read(printed(recorded(generation)), 'docker:');

  test('has every container with its state', () => {
    const { nodes } = topologyOf(live);
    expect([...nodes.keys()].sort()).toEqual(containers.map(({ Name }) => Name.slice(1)).sort());
    const ended = [...nodes.values()].filter(({ running }) => !running).map(({ name }) => name);
    expect(ended).toEqual(['job']);
    expect(nodes.get('frozen')).toMatchObject({ running: true, paused: true });
  });

  test('has the addresses that the engine gave, and the host ports that it picked', () => {
    const topology = topologyOf(live);
    const endpoints = topology.node('web').sandbox!.endpoints;
    const addresses = Object.fromEntries(endpoints.map(({ network, ipv4 }) => [network.name, shown(ipv4)]));
    expect(addresses).toEqual({ auto: '172.18.0.2', back: '172.28.5.0', six: '172.29.0.2' });
    expect(shown(endpoints.find(({ network }) => network.name === 'six')?.ipv6)).toBe('fd00:29::2');
    const ports = ['80/tcp', '81/tcp', '82/udp', '83/tcp'].map((port) => topology.hostPortOf('web', Port.parse(port)));
    expect(ports).toEqual([8080, 32770, 32770, 9002]);
    expect(topology.hostPortOf('linked', Port.tcp(7000))).toBe(32768);
    expect([...topology.bindings()].filter(({ hostPort }) => hostPort instanceof Unknown)).toEqual([]);
  });

  test('has no port where the engine published none', () => {
    expect(topologyOf(live).hostPortOf('in', Port.tcp(80))).toBeUndefined();
    expect(topologyOf(live).hostPortOf('job', Port.tcp(80))).toBeUndefined();
  });

  test('knows names by network: aliases, host name, links, and none on the default bridge', () => {
    const topology = topologyOf(live);
    const answer = (from: string, name: string): string => {
      const resolution = topology.resolve(from, name);
      if (resolution.kind !== 'resolved') return resolution.kind;
      return resolution.answers.map(({ address }) => shown(address)).join(' ');
    };
    expect(answer('web', 'database')).toBe('172.28.0.10');
    expect(answer('db', 'www')).toBe('172.28.5.0');
    expect(answer('linked', 'friend')).toBe('172.17.0.2');
    expect(answer('plain', 'linked')).toBe('no-such-name');
    expect(answer('web', 'gate')).toBe('10.0.0.1');
  });

  test('knows shared stacks, host mode, none, and who was taken from all networks', () => {
    const topology = topologyOf(live);
    expect(topology.node('side').sandbox).toBe(topology.node('web').sandbox);
    expect(topology.node('hosty').sandbox).toBe(runningHostOf(topology).hostSandbox);
    expect(topology.node('lone').sandbox?.endpoints).toEqual([]);
    expect(topology.node('away').sandbox?.endpoints).toEqual([]);
  });

  test('finds what is wrong now, and nothing that an engine refuses', () => {
    expect(findingsOf(live.reading).map(({ rule, at }) => `${rule} ${at.path}`)).toEqual(['ports-without-way-in in']);
    expect(live.reading.problems).toEqual([]);
  });

  test('in a file points at the line, and from an engine at none', () => {
    const [there] = findingsOf(file.reading);
    const { line } = file.locate(there!.at)!;
    expect(saidAt(printed([...containers, ...networks]), line)).toEqual(['/in', '"PortBindings": {']);
    expect(live.locate(findingsOf(live.reading)[0]!.at)).toBeUndefined();
  });

  test('leaves open what else is there: a file has what it has, an engine told all', () => {
    expect(topologyOf(file).resolve('db', 'cache').kind).toBe('unknown');
    expect(topologyOf(live).resolve('db', 'cache').kind).toBe('no-such-name');
  });

  test('is the same in one array and in several one after the other, at the same lines', () => {
    const text = `[]\n${printed(containers)}\n${printed(networks)}\n`;
    const several = read(text);
    expect(several.type).toBe('docker-inspect');
    const brief = ({ reading }: Input): object => ({
      containers: reading.dockerHosts[0]?.containers.items.map(({ name }) => name),
      networks: reading.dockerHosts[0]?.networks.items.map(({ name }) => name),
      findings: findingsOf(reading).map(({ rule }) => rule),
    });
    expect(brief(several)).toEqual(brief(file));
    const { line } = several.locate(findingsOf(several.reading)[0]!.at)!;
    expect(saidAt(text, line)).toEqual(['/in', '"PortBindings": {']);
    const together = readInputs([
      { name: 'containers.json', text: printed(containers) },
      { name: 'networks.json', text: printed(networks) },
    ]);
    expect(together).toHaveLength(1);
    expect(brief(together[0]!)).toEqual(brief(file));
  });

  test('of one container says what was not read, and takes no network for isolated or open', () => {
    const one = read(printed(containers.filter(({ Name }) => Name === '/web' || Name === '/db')));
    const topology = topologyOf(one);
    const verdict = topology.reach({ from: 'db', to: 'web', port: Port.tcp(80) });
    expect(verdict).toMatchObject({
      kind: 'unknown',
      missing: expect.stringContaining('docker inspect back prints it') as string,
    });
    expect(topology.resolve('db', 'web')).toMatchObject({ kind: 'resolved' });
    expect(findingsOf(one.reading)).toEqual([]);
  });

  test('of a container alone does not know whose stack it shares', () => {
    const side = topologyOf(read(printed(containers.filter(({ Name }) => Name === '/side'))));
    expect(side.reach({ from: 'side', to: { address: '172.28.0.10' } })).toMatchObject({ kind: 'unknown' });
  });
});

test('the engine is what it says, or the newest that prints such containers', () => {
  const version = (text: string): unknown => read(text).reading.dockerHosts[0]?.engine.version;
  expect(version(printed(recorded('20.10')))).toBe('20.10.24+dfsg1');
  // built from sources, so that only the version of its API tells
  expect(version(printed(recorded('29')))).toBe(29);
  expect(version(printed(recorded('20.10').containers))).toBe(24);
  expect(version(printed(recorded('29').containers))).toBe(29);
});

test('the default bridge is as the daemon made it', () => {
  const data = recorded('29');
  const networks = data.networks.map((one) =>
    one.Name === 'bridge'
      ? {
          ...one,
          IPAM: { Config: [{ Subnet: '10.9.0.0/24', Gateway: '10.9.0.1', IPRange: '10.9.0.128/25' }] },
          Options: { 'com.docker.network.bridge.enable_icc': 'false', 'com.docker.network.driver.mtu': '1400' },
        }
      : one,
  );
  expect(read(printed({ ...data, networks })).reading.dockerHosts[0]?.engine).toMatchObject({
    icc: false,
    defaultBridgeSubnet: '10.9.0.0/24',
    defaultBridge: { address: '10.9.0.1', ipRange: '10.9.0.128/25', mtu: 1400, masquerade: true },
  });
  const without = { ...data, networks: data.networks.filter(({ Name }) => Name !== 'bridge') };
  expect(read(printed(without)).reading.dockerHosts[0]?.engine.defaultBridge).toEqual({ exists: false });
});

test('a container that shares the stack of one that ended keeps its loopback', () => {
  const { containers } = recorded('20.10');
  const changed = containers.map((one) =>
    one.Name === '/web' ? { ...one, State: { Running: false, Paused: false, Restarting: false } } : one,
  );
  const topology = topologyOf(read(printed({ ...recorded('20.10'), containers: changed })));
  expect(topology.node('side')).toMatchObject({ running: true });
  expect(topology.node('side').sandbox?.endpoints).toEqual([]);
  expect(topology.reach({ from: 'side', to: 'db' }).kind).toBe('blocked');
});

test('a container that shares the stack of one that is gone keeps its loopback', () => {
  const { containers, ...rest } = recorded('20.10');
  const without = containers.filter(({ Name }) => Name !== '/web');
  const live = read(printed({ ...rest, containers: without }));
  expect(topologyOf(live).node('side')).toMatchObject({ running: true, doubt: undefined });
  expect(topologyOf(live).reach({ from: 'side', to: 'db' }).kind).toBe('blocked');
  expect(findingsOf(live.reading).map(({ rule, at }) => `${rule} ${at.path}`)).toContain('stack-owner-undefined side');
});

describe('a container that shares the stack of one that was started again after it', () => {
  const { containers, ...rest } = recorded('29');
  const web = containers.find(({ Name }) => Name === '/web')!;
  const side = containers.find(({ Name }) => Name === '/side')!;
  const withTimes = (owner: string, sharing: string, more: readonly object[] = []): Topology => {
    const times: Readonly<Record<string, string>> = { '/web': owner, '/side': sharing };
    const changed = containers.map((one) => ({ ...one, State: { ...one.State, ...startedAt(times[one.Name]) } }));
    return topologyOf(read(printed({ ...rest, containers: [...changed, ...more] })));
  };
  const startedAt = (time: string | undefined): object => (time === undefined ? {} : { StartedAt: time });
  const openPort = { from: 'side', to: 'db', port: Port.tcp(80) } as const;

  test.each([
    ['2026-11-29T18:00:00Z', '2026-11-29T17:59:59.999999999Z'],
    ['2026-11-29T18:00:00.5Z', '2026-11-29T18:00:00.25Z'],
    ['2026-11-29T18:00:00.13Z', '2026-11-29T18:00:00.129Z'],
  ])('has nothing but its loopback: %s after %s', (owner, sharing) => {
    const topology = withTimes(owner, sharing);
    expect(topology.node('side')).toMatchObject({ running: true, doubt: undefined });
    expect(topology.node('side').sandbox?.endpoints).toEqual([]);
    expect(topology.reach(openPort).kind).toBe('blocked');
    expect(topology.node('web').sandbox?.members.map(({ name }) => name)).toEqual(['web']);
  });

  test.each([
    ['2026-11-29T17:59:59.99Z', '2026-11-29T18:00:00Z'],
    ['2026-11-29T18:00:00Z', '2026-11-29T18:00:00Z'],
    ['never', '2026-11-29T18:00:00Z'],
  ])('shares it all the same where that is not so: %s and %s', (owner, sharing) => {
    const topology = withTimes(owner, sharing);
    expect(topology.node('side').sandbox).toBe(topology.node('web').sandbox);
  });

  test('is not taken to be alone where several stayed behind', () => {
    const second = { ...side, Id: 'f'.repeat(64), Name: '/second' };
    const topology = withTimes('2026-11-29T18:00:00Z', '2026-11-29T17:00:00Z', [second]);
    expect(topology.reach(openPort).kind).toBe('blocked');
    expect(topology.reach({ from: 'side', to: 'second', port: Port.tcp(80) }).kind).toBe('unknown');
    expect(web.Id).not.toBe(second.Id);
  });
});

test.each(['plain', 'linked'])('once %s left the default bridge, nobody knows what address the link has', (left) => {
  const { containers, ...rest } = recorded('29');
  const changed = containers.map((one) =>
    one.Name === `/${left}` ? { ...one, NetworkSettings: { ...one.NetworkSettings, Networks: {} } } : one,
  );
  const topology = topologyOf(read(printed({ ...rest, containers: changed })));
  expect(topology.resolve('linked', 'friend')).toMatchObject({
    answers: [{ address: new Unknown('where plain was when linked started') }],
  });
});

test('started again, an observed container gets what the engine picks then', () => {
  const topology = topologyOf(read(printed(recorded('29')))).after({ do: 'restart', container: 'linked' });
  expect(topology.hostPortOf('linked', Port.tcp(7000))).toBeInstanceOf(Unknown);
});

test('what docker inspect does not print is refused with what was expected', () => {
  expect(() => readInputs([{ name: 'a.json', text: '[{"Id": "a", "RepoTags": []}]' }])).toThrow(InputError);
  const [input] = readInputs([{ name: 'a.json', text: '[{"Id": "a", "RepoTags": []}]' }], { type: 'docker-inspect' });
  expect(input?.reading.problems).toMatchObject([
    { message: expect.stringContaining('as docker inspect prints them') as string },
  ]);
});

test('what Podman prints is refused, because other networks are behind the same words', () => {
  const [first] = recorded('29').containers;
  const [input] = readInputs([{ name: 'a.json', text: printed([{ ...first, OCIRuntime: 'crun' }]) }]);
  expect(input?.reading.problems).toMatchObject([
    { message: expect.stringContaining('Podman printed this') as string },
  ]);
});

describe('a finding about what docker inspect printed', () => {
  const container = (more: object, settings: object = {}): Input =>
    read(
      printed([
        {
          Id: 'a'.repeat(64),
          Name: '/web',
          State: { Running: true },
          Config: { Image: 'nginx', Hostname: 'web' },
          HostConfig: { NetworkMode: 'bridge', ...settings },
          NetworkSettings: { Networks: { bridge: {} } },
          ...more,
        },
      ]),
      'host.json',
    );

  test.each([
    ['links', { Links: ['/db:/web/data'] }, '"Links": ['],
    ['published', { PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] } }, '"PortBindings": {'],
    ['namespace', {}, '"NetworkMode": "bridge"'],
    ['hostname', {}, '"Hostname": "web"'],
  ])('stands at the field: %s', (field, settings, line) => {
    const input = container({}, settings);
    const text = printed([
      {
        Id: 'a'.repeat(64),
        Name: '/web',
        State: { Running: true },
        Config: { Image: 'nginx', Hostname: 'web' },
        HostConfig: { NetworkMode: 'bridge', ...settings },
        NetworkSettings: { Networks: { bridge: {} } },
      },
    ]);
    const spot = input.locate({ path: 'web', file: 'host.json', pointer: `/0/${field}` })!;
    expect(text.split('\n')[spot.line - 1]).toContain(line);
  });

  test('stands at the alias or the address of the endpoint, whatever the network is called', () => {
    const input = container({ NetworkSettings: { Networks: { links: { Aliases: ['a'], Links: null } } } });
    const at = (pointer: string): number => input.locate({ path: 'web', file: 'host.json', pointer })!.line;
    const endpoint = '/0/NetworkSettings/Networks/links';
    expect(at(`${endpoint}/aliases`)).toBe(at(endpoint) + 1);
    expect(at(`${endpoint}/links`)).toBe(at(endpoint) + 4);
  });
});

test.each(['172.17.0.0/', 'daemon off;'])(
  'a default bridge with %s for a subnet is read, and its subnet is not known',
  (Subnet) => {
    const bridge = { Id: 'b', Name: 'bridge', Driver: 'bridge', Scope: 'local', IPAM: { Config: [{ Subnet }] } };
    const web = { Id: 'c', Name: '/web', State: { Running: true }, Config: {}, HostConfig: {}, NetworkSettings: {} };
    const [input] = readInputs([{ name: 'i.json', text: JSON.stringify([web, bridge]) }]);
    expect(() => findingsOf(input!.reading)).not.toThrow();
  },
);

describe('hosts files that were read', () => {
  const ALWAYS = '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nff02::1\tip6-allnodes\n';
  const snapshot = recorded('29');

  /** The host as it is with these lines in hosts files, by the names of containers. */
  function hostWith(lines: Readonly<Record<string, string>>): Topology {
    const idOf = (name: string): string => snapshot.containers.find(({ Name }) => Name === `/${name}`)!.Id;
    const files = Object.entries(lines).map(([name, text]) => [idOf(name), `${ALWAYS}${text}`]);
    return topologyOf(
      read(JSON.stringify({ ...snapshot, hostsFiles: Object.fromEntries(files) as object }), 'docker:'),
    );
  }

  function answer(topology: Topology, from: string, name: string): string[] {
    const resolution = topology.resolve(from, name);
    if (resolution.kind !== 'resolved') return [resolution.kind];
    return resolution.answers.map(({ address, container }) => `${shown(address)} ${container ?? '-'}`);
  }

  test('have the lines that links of removed containers left, which lead to whoever has the address now', () => {
    const left = hostWith({
      linked: '172.17.0.9\tgone 0123456789ab old\n172.17.0.2\tbefore\n172.17.0.3\td196a72d5eac\n',
    });
    expect(answer(left, 'linked', 'gone')).toEqual(['172.17.0.9 -']);
    expect(answer(left, 'linked', 'BEFORE')).toEqual(['172.17.0.2 plain']);
    expect(answer(left, 'linked', 'd196a72d5eac')).toEqual(['172.17.0.3 linked']);
    expect(answer(left, 'plain', 'gone')).toEqual(['no-such-name']);
    expect(left.reach({ from: 'linked', to: 'plain' })).toMatchObject({ kind: 'reachable', name: 'before' });
  });

  test('have nothing that is no longer in them', () => {
    const erased = hostWith({ linked: '172.17.0.3\td196a72d5eac\n', web: '172.28.5.0\twww\n' });
    expect(answer(erased, 'linked', 'friend')).toEqual(['no-such-name']);
    expect(answer(erased, 'web', 'gate')).toEqual(['no-such-name']);
  });

  test('change nothing where they are as they were written, and change with what is done later', () => {
    const [plain, seen] = [
      topologyOf(read(JSON.stringify(snapshot), 'docker:')),
      hostWith({
        linked: '172.17.0.2\tfriend 6934510faceb plain\n172.17.0.3\td196a72d5eac\n',
        web: '10.0.0.1\tgate\n172.18.0.2\twww\n172.28.5.0\twww\n172.29.0.2\twww\nfd00:29::2\twww\n# an end\nno address\n',
      }),
    ];
    const names = [...plain.nodes.keys(), 'friend', 'gate', 'www', '6934510faceb', 'address'];
    const all = (topology: Topology): string[] =>
      ['linked', 'web', 'side'].flatMap((from) =>
        names.map((name) => `${from} ${name}: ${[...answer(topology, from, name)].sort().join(', ')}`),
      );
    expect(all(seen)).toEqual(all(plain));
    const without = (topology: Topology): Topology =>
      topology.after({ do: 'disconnect', container: 'web', network: 'auto' });
    expect(all(without(seen))).toEqual(all(without(plain)));
  });
});

test('an engine that says no version as its own is known by that of its API', () => {
  const [container, network] = SAMPLES['docker-inspect'];
  const text = JSON.stringify({
    version: { Version: '127.0.0.1', ApiVersion: '1.41' },
    info: {},
    containers: [container],
    networks: [network],
  });
  const [input] = readInputs([{ name: 'docker:', text }]);
  expect(input!.reading.dockerHosts[0]!.engine.version).toBe(20);
  expect(() => findingsOf(input!.reading)).not.toThrow();
});

test('a port by a name that every object has is no port', () => {
  const [container, network] = SAMPLES['docker-inspect'];
  const PortBindings = { constructor: [{ HostPort: '1' }], '80/tcp': [{ HostPort: '8080' }] };
  const bound = { ...container, HostConfig: { NetworkMode: 'front', PortBindings } };
  const text = JSON.stringify([bound, network]);
  expect(() => readInputs([{ name: 'a.json', text }])).not.toThrow();
});
