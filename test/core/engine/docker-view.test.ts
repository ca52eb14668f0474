import {
  inspectContainer,
  inspectNetwork,
  KNOWN_AFTER_APPLY,
  listNetworks,
  networkListText,
} from '../../../lib/core/engine/answers/docker-view';
import { does } from '../../../lib/core/engine/definition/engine-version';
import { ENGINE_HOST } from '../../../lib/core/engine/flow/verdict';
import { Topology } from '../../../lib/core/engine/topology';
import { NOTHING } from '../../../lib/core/values/listed';
import { Port, type Protocol } from '../../../lib/core/values/port';
import { isKnown, Unknown } from '../../../lib/core/values/unknown';
import fc from '../../law';
import { draws } from '../../thoroughness';
import { drawn, run } from './drawn';
import { hostOf, type NetworkSketch, topologyOf } from './topology';

describe('inspection', () => {
  test.each([
    [24, ['db', KNOWN_AFTER_APPLY]],
    [25, ['db']],
  ])('of engine %i shows the aliases, with the short id until 25', (version, expected) => {
    const on = [{ network: 'net', aliases: ['db'] }, { network: 'bridge' }];
    const { Networks } = inspectContainer(
      topologyOf([{ name: 'net' }], [{ name: 'web', on }], { version }),
      'web',
    ).NetworkSettings;
    expect([Networks['net']?.Aliases, Networks['bridge']?.Aliases]).toEqual([expected, []]);
  });

  const NET: NetworkSketch = {
    name: 'net',
    gateway: '10.60.0.254',
    subnet: '10.60.0.0/24',
    options: { 'com.docker.network.driver.mtu': '1400' },
    more: {
      ipv6: true,
      attachable: true,
      ipam: {
        items: [
          {
            at: { path: 'net' },
            subnet: '10.60.0.0/24',
            gateway: '10.60.0.254',
            ipRange: '10.60.0.128/25',
            auxiliary: { printer: '10.60.0.7' },
          },
          { at: { path: 'net' }, subnet: 'fd60::/64', auxiliary: {} },
          { at: { path: 'net' }, auxiliary: {} },
        ],
        complete: true,
      },
    },
  };
  const seen = (version: number): Topology =>
    topologyOf(
      [
        NET,
        { name: 'lan', driver: 'macvlan', internal: true, options: { parent: new Unknown('not known') } },
        { name: 'ov', driver: 'overlay' },
      ],
      [
        {
          name: 'web',
          hostname: 'box',
          on: [{ network: 'net', ipv4: '10.60.0.9', aliases: ['db'] }, { network: 'lan' }],
          publish: [
            { hostPort: 8080 },
            { hostPort: 8081, hostAddress: '127.0.0.1', containerPort: 81, protocol: 'udp' },
            { containerPort: 82 },
            { containerPort: 83, hostAddress: new Unknown('not known'), hostPort: 8083 },
          ],
          more: {
            dns: { items: ['192.0.2.53'], complete: true },
            extraHosts: { items: [{ hostname: 'far', address: '192.0.2.7' }], complete: true },
          },
        },
        { name: 'app', on: [{ network: 'net' }], more: { publishAll: new Unknown('not known') } },
        { name: 'side', namespace: { kind: 'container', container: 'web' } },
        { name: 'alone', namespace: { kind: 'none' } },
        { name: 'given', on: [{ network: 'net', ipv4: '10.60.0.77' }], more: { macAddress: '02:42:0a:3c:00:01' } },
        { name: 'open', more: { namespace: new Unknown('not known') } },
      ],
      { version },
    );

  test('of a network shows what it was made of, and who is on it at which address', () => {
    expect(inspectNetwork(seen(27), 'net')).toMatchInlineSnapshot(`
{
  "Attachable": true,
  "Containers": {
    "app": {
      "IPv4Address": "(known after apply)",
      "IPv6Address": "(known after apply)",
      "MacAddress": "(known after apply)",
      "Name": "app",
    },
    "given": {
      "IPv4Address": "10.60.0.77/24",
      "IPv6Address": "(known after apply)",
      "MacAddress": "02:42:0a:3c:00:01",
      "Name": "given",
    },
    "web": {
      "IPv4Address": "10.60.0.9/24",
      "IPv6Address": "(known after apply)",
      "MacAddress": "02:42:0a:3c:00:09",
      "Name": "web",
    },
  },
  "Driver": "bridge",
  "EnableIPv6": true,
  "IPAM": {
    "Config": [
      {
        "AuxiliaryAddresses": {
          "printer": "10.60.0.7",
        },
        "Gateway": "10.60.0.254",
        "IPRange": "10.60.0.128/25",
        "Subnet": "10.60.0.0/24",
      },
      {
        "Subnet": "fd60::/64",
      },
      {
        "Subnet": "(known after apply)",
      },
    ],
    "Driver": "default",
  },
  "Id": "(known after apply)",
  "Ingress": false,
  "Internal": false,
  "Name": "net",
  "Options": {
    "com.docker.network.driver.mtu": "1400",
  },
  "Scope": "local",
}
`);
    expect(inspectNetwork(seen(29), 'lan')).toMatchInlineSnapshot(`
{
  "Attachable": false,
  "Containers": {
    "web": {
      "IPv4Address": "(known after apply)",
      "IPv6Address": "",
      "MacAddress": "(known after apply)",
      "Name": "web",
    },
  },
  "Driver": "macvlan",
  "EnableIPv6": false,
  "IPAM": {
    "Config": [
      {
        "Gateway": "(known after apply)",
        "Subnet": "(known after apply)",
      },
    ],
    "Driver": "default",
  },
  "Id": "(known after apply)",
  "Ingress": false,
  "Internal": true,
  "Name": "lan",
  "Options": {
    "parent": "(known after apply)",
  },
  "Scope": "local",
}
`);
    expect([24, 25].map((version) => inspectNetwork(seen(version), 'bridge').IPAM.Config)).toEqual([
      [{ Subnet: '172.17.0.0/16' }],
      [{ Subnet: '172.17.0.0/16', Gateway: '172.17.0.1' }],
    ]);
  });

  test('of a container shows its ports, names and addresses', () => {
    expect(inspectContainer(seen(27), 'web')).toMatchInlineSnapshot(`
{
  "Config": {
    "Hostname": "box",
  },
  "HostConfig": {
    "Dns": [
      "192.0.2.53",
    ],
    "ExtraHosts": [
      "far:192.0.2.7",
    ],
    "NetworkMode": "bridge",
    "PortBindings": {
      "80/tcp": [
        {
          "HostIp": "",
          "HostPort": "8080",
        },
      ],
      "81/udp": [
        {
          "HostIp": "127.0.0.1",
          "HostPort": "8081",
        },
      ],
      "82/tcp": [
        {
          "HostIp": "",
          "HostPort": "0",
        },
      ],
      "83/tcp": [
        {
          "HostIp": "(known after apply)",
          "HostPort": "8083",
        },
      ],
    },
    "PublishAllPorts": false,
  },
  "Name": "/web",
  "NetworkSettings": {
    "Networks": {
      "lan": {
        "Aliases": [],
        "Gateway": "",
        "GlobalIPv6Address": "",
        "GlobalIPv6PrefixLen": 0,
        "IPAddress": "(known after apply)",
        "IPPrefixLen": 0,
        "IPv6Gateway": "",
        "MacAddress": "(known after apply)",
      },
      "net": {
        "Aliases": [
          "db",
        ],
        "Gateway": "10.60.0.254",
        "GlobalIPv6Address": "(known after apply)",
        "GlobalIPv6PrefixLen": 64,
        "IPAddress": "10.60.0.9",
        "IPPrefixLen": 24,
        "IPv6Gateway": "fd60::1",
        "MacAddress": "02:42:0a:3c:00:09",
      },
    },
    "Ports": {
      "80/tcp": [
        {
          "HostIp": "0.0.0.0",
          "HostPort": "8080",
        },
        {
          "HostIp": "::",
          "HostPort": "8080",
        },
      ],
      "81/udp": [
        {
          "HostIp": "127.0.0.1",
          "HostPort": "8081",
        },
      ],
      "82/tcp": [
        {
          "HostIp": "0.0.0.0",
          "HostPort": "(known after apply)",
        },
        {
          "HostIp": "::",
          "HostPort": "(known after apply)",
        },
      ],
      "83/tcp": [
        {
          "HostIp": "(known after apply)",
          "HostPort": "8083",
        },
      ],
    },
  },
}
`);
  });

  test('of a container shows what its network is, and no endpoints where it has that of another one', () => {
    const topology = seen(29);
    const modes = [...topology.nodes.keys()].map((name) => {
      const { HostConfig, NetworkSettings, Config } = inspectContainer(topology, name);
      return [
        name,
        HostConfig.NetworkMode,
        HostConfig.PublishAllPorts,
        Config.Hostname,
        ...Object.keys(NetworkSettings.Networks),
      ];
    });
    expect(modes).toEqual([
      ['web', 'bridge', false, 'box', 'net', 'lan'],
      ['app', 'bridge', KNOWN_AFTER_APPLY, KNOWN_AFTER_APPLY, 'net'],
      ['side', 'container:web', false, KNOWN_AFTER_APPLY],
      ['alone', 'none', false, KNOWN_AFTER_APPLY],
      ['given', 'bridge', false, KNOWN_AFTER_APPLY, 'net'],
      ['open', KNOWN_AFTER_APPLY, false, KNOWN_AFTER_APPLY],
    ]);
  });

  test('of a network shows of each of its blocks what is written, and nothing of what is not', () => {
    const at = { path: 'net' };
    const blocks = [
      {
        at,
        subnet: '10.9.0.0/24',
        ipRange: '10.9.0.128/25',
        gateway: '10.9.0.1',
        auxiliary: { router: '10.9.0.9', later: new Unknown('not known') },
      },
      { at, subnet: '10.10.0.0/24', auxiliary: {} },
      { at, subnet: new Unknown('not known'), auxiliary: {} },
    ];
    const shown = (complete: boolean) =>
      inspectNetwork(topologyOf([{ name: 'net', more: { ipam: { items: blocks, complete } } }], []), 'net').IPAM.Config;
    expect(shown(true)).toEqual([
      {
        Subnet: '10.9.0.0/24',
        IPRange: '10.9.0.128/25',
        Gateway: '10.9.0.1',
        AuxiliaryAddresses: { router: '10.9.0.9', later: KNOWN_AFTER_APPLY },
      },
      { Subnet: '10.10.0.0/24' },
      { Subnet: KNOWN_AFTER_APPLY },
    ]);
    expect(shown(false)).toEqual([]);
  });

  test('shows hardware addresses that are given, and until 28 those that are made of the address', () => {
    const macs = (version: number) =>
      ['web', 'given', 'app'].map(
        (name) => inspectContainer(seen(version), name).NetworkSettings.Networks['net']?.MacAddress,
      );
    expect(macs(27)).toEqual(['02:42:0a:3c:00:09', '02:42:0a:3c:00:01', KNOWN_AFTER_APPLY]);
    expect(macs(28)).toEqual([KNOWN_AFTER_APPLY, '02:42:0a:3c:00:01', KNOWN_AFTER_APPLY]);
  });

  test('lists the networks by name, those of the engine among them, in columns', () => {
    const topology = topologyOf(
      [{ name: 'zz' }, { name: 'aa', driver: 'overlay' }, { name: 'mm', driver: new Unknown('not known') }],
      [],
    );
    expect(networkListText(listNetworks(topology))).toMatchInlineSnapshot(`
"NETWORK ID            NAME     DRIVER                SCOPE
(known after apply)   aa       overlay               swarm
(known after apply)   bridge   bridge                local
(known after apply)   host     host                  local
(known after apply)   mm       (known after apply)   (known after apply)
(known after apply)   none     null                  local
(known after apply)   zz       bridge                local"
`);
  });

  test('of a container and of its networks agree on who is where, at which address', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const topology = run(one);
        const byContainer = [...topology.nodes.keys()].flatMap((container) =>
          Object.entries(inspectContainer(topology, container).NetworkSettings.Networks).map(([network, shown]) =>
            [
              network,
              container,
              withLength(shown.IPAddress, shown.IPPrefixLen),
              withLength(shown.GlobalIPv6Address, shown.GlobalIPv6PrefixLen),
              shown.MacAddress,
            ].join(' '),
          ),
        );
        const byNetwork = [...topology.networks.keys()].flatMap((network) =>
          Object.entries(inspectNetwork(topology, network).Containers).map(([container, shown]) =>
            [network, container, shown.IPv4Address, shown.IPv6Address, shown.MacAddress].join(' '),
          ),
        );
        expect(byNetwork.sort()).toEqual(byContainer.sort());
      }),
      { numRuns: draws(100) },
    );
  });

  test('of a container shows the gateway and the length of the subnet that has its address, where a network has several', () => {
    const blocks = ['10.60.0.0/24', '10.61.0.0/16', 'fd60::/64', 'fd61::/80'].map((subnet) => ({
      at: { path: 'net' },
      subnet,
      auxiliary: {},
    }));
    const net = { name: 'net', more: { ipv6: true, ipam: { items: blocks, complete: true } } };
    const at = { path: 'web' };
    const endpoint = { at, network: 'net', aliases: NOTHING, links: NOTHING, ipv4: '10.61.7.7', ipv6: 'fd61::7' };
    const web = { name: 'web', more: { endpoints: { items: [endpoint], complete: true } } };
    const topology = topologyOf([net], [web], { version: 24 });
    expect(inspectContainer(topology, 'web').NetworkSettings.Networks['net']).toMatchObject({
      ...{ IPAddress: '10.61.7.7', IPPrefixLen: 16, Gateway: '10.61.0.1' },
      ...{ GlobalIPv6Address: 'fd61::7', GlobalIPv6PrefixLen: 80, IPv6Gateway: 'fd61::1' },
    });
    expect(inspectNetwork(topology, 'net').Containers['web']).toMatchObject({
      IPv4Address: '10.61.7.7/16',
      IPv6Address: 'fd61::7/80',
    });
  });

  test('of a network lists its members by name, whoever joined first', () => {
    const names = ['b', 'c', 'a'];
    const on = [{ network: 'net' }];
    const topology = topologyOf(
      [{ name: 'net' }],
      names.map((name) => ({ name, on })),
    );
    expect(Object.keys(inspectNetwork(topology, 'net').Containers)).toEqual(['a', 'b', 'c']);
  });

  test('of the networks that the engine makes says what they are', () => {
    expect(inspectNetwork(topologyOf([], []), 'bridge')).toMatchObject({
      ...{ Driver: 'bridge', Scope: 'local', EnableIPv6: false, Internal: false, Attachable: false, Ingress: false },
    });
  });

  test('of a container that has no network any more says so in its mode, as of one that left the first network', () => {
    const topology = topologyOf([{ name: 'net' }], [{ name: 'web', on: [{ network: 'net' }] }]);
    const left = topology.after({ do: 'disconnect', container: 'web', network: 'net' });
    const modes = [topology, left].map((one) => inspectContainer(one, 'web').HostConfig.NetworkMode);
    expect(modes).toEqual(['bridge', 'none']);
  });

  test('shows a port that the engine picks as 0 where Terraform asks for it, and as nothing where others do', () => {
    const asked = (terraform: boolean | undefined) => {
      const host = hostOf([], [{ name: 'web', publish: [{}] }]);
      const topology = Topology.of(terraform === undefined ? host : { ...host, terraform });
      return inspectContainer(topology, 'web').HostConfig.PortBindings['80/tcp'];
    };
    const as = (HostPort: string) => [{ HostIp: '', HostPort }];
    expect([asked(undefined), asked(true), asked(false)]).toEqual([as('0'), as('0'), as('')]);
  });

  test('shows the hardware address of a whole container on the first of its networks alone', () => {
    const on = [{ network: 'aa' }, { network: 'zz' }];
    const more = { macAddress: '02:42:0a:3c:00:77' };
    const topology = topologyOf([{ name: 'aa' }, { name: 'zz' }], [{ name: 'web', on, more }]);
    const { Networks } = inspectContainer(topology, 'web').NetworkSettings;
    expect([Networks['aa']?.MacAddress, Networks['zz']?.MacAddress]).toEqual([more.macAddress, KNOWN_AFTER_APPLY]);
  });

  test('shows the names that resolve: each leads to those who have it on the first network where somebody has', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const topology = run(one);
        for (const from of topology.nodes.keys()) {
          for (const name of ['c0', 'c1', 'c2', 'c3', 'c4', 'C1', 'db', 'DB', 'api', 'box', 'nobody']) {
            if (isSaidElsewhere(topology, from, name)) continue;
            const found = topology.resolve(from, name);
            if (found.kind === 'unknown') continue;
            const answers = found.kind === 'resolved' ? found.answers : [];
            const places = answers.map(({ container, network }) => `${container} on ${network}`);
            expect([...new Set(places)].sort()).toEqual(shownAs(topology, from, name));
          }
        }
      }),
      { numRuns: draws(200) },
    );
  });

  test('shows the ports of the host that lead to a container, and no port leads there that is not shown', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const topology = run(one);
        for (const { name } of topology.nodes.values()) {
          for (const [port, hostPort] of shownPorts(topology, name)) {
            const found = topology.hostPortOf(name, port);
            expect(found).toBeDefined();
            const number = found !== undefined && isKnown(found) ? String(found) : KNOWN_AFTER_APPLY;
            const several = shownPorts(topology, name).filter(([other]) => other.equals(port)).length > 1;
            if (!several) expect(hostPort).toBe(number);
          }
        }
        for (const number of [8080, 8081, 8082, 8083]) {
          for (const protocol of ['tcp', 'udp'] as const) {
            const port = Port.of(number, protocol);
            const verdict = topology.reach({ from: ENGINE_HOST, to: { address: '127.0.0.1' }, port });
            const arrived = verdict.trace.some(({ what }) => what.startsWith(`host port ${number} is`));
            const shown = [...topology.nodes.keys()].some((name) =>
              shownPorts(topology, name).some(
                ([inside, hostPort, address]) =>
                  inside.protocol === protocol &&
                  hostPort === String(number) &&
                  ['', '0.0.0.0', '127.0.0.1'].includes(address),
              ),
            );
            if (verdict.kind !== 'unknown' && arrived) expect(shown).toBe(true);
          }
        }
      }),
      { numRuns: draws(200) },
    );
  });
});

/** Whether a name is in the hosts file of a container, or an alias of one of its links: inspection shows neither. */
function isSaidElsewhere(topology: Topology, from: string, name: string): boolean {
  const { sandbox, spec } = topology.node(from);
  const owner = sandbox?.owner?.spec ?? spec;
  const lines = (sandbox?.hosts ?? []).flatMap(({ names }) => names);
  const links = (sandbox?.endpoints ?? []).flatMap((endpoint) => endpoint.links.map(({ alias }) => alias));
  return [...lines, ...links, owner.hostname].some((one) => one === name || one === name.toLowerCase());
}

/** Who has a name, on the network that answers: of each family before 27, by what is shown of the networks of who asks. */
function shownAs(topology: Topology, from: string, name: string): string[] {
  const owner = topology.node(from).sandbox?.owner?.name;
  if (owner === undefined) return [];
  const asked = name.toLowerCase();
  const networks = Object.keys(inspectContainer(topology, owner).NetworkSettings.Networks);
  const onEach = networks
    .filter((network) => network !== 'bridge')
    .map((network) =>
      Object.entries(inspectNetwork(topology, network).Containers).flatMap(([container, shown]) => {
        const { Config, NetworkSettings } = inspectContainer(topology, container);
        const names = [container, Config.Hostname, ...(NetworkSettings.Networks[network]?.Aliases ?? [])];
        const has = names.some((one) => one.toLowerCase() === asked);
        return has ? [{ place: `${container} on ${network}`, ...shown }] : [];
      }),
    );
  const one = (has: (member: (typeof onEach)[number][number]) => boolean): string[] =>
    (onEach.map((members) => members.filter(has)).find((members) => members.length > 0) ?? []).map(
      ({ place }) => place,
    );
  const places = does(topology.engine, 'names-of-one-network')
    ? one(({ IPv4Address, IPv6Address }) => IPv4Address !== '' || IPv6Address !== '')
    : [...one(({ IPv4Address }) => IPv4Address !== ''), ...one(({ IPv6Address }) => IPv6Address !== '')];
  return [...new Set(places)].sort();
}

/** The published ports that are shown of a container: its own, that of the host, and the address there. */
function shownPorts(topology: Topology, container: string): [port: Port, hostPort: string, address: string][] {
  return Object.entries(inspectContainer(topology, container).NetworkSettings.Ports).flatMap(([key, shown]) => {
    const [number = '', protocol = ''] = key.split('/');
    const port = Port.of(Number(number), protocol as Protocol);
    return (shown ?? [])
      .filter(({ HostPort }) => HostPort !== '')
      .map(({ HostPort, HostIp }): [Port, string, string] => [port, HostPort, HostIp]);
  });
}

describe('the ports that inspection shows', () => {
  const inside = { name: 'inside', more: { internal: true } };
  const exposing = { exposed: { items: [{ port: 81, protocol: 'udp' as const }], complete: true } };
  const shownOn = (network: string, version: number): unknown =>
    inspectContainer(
      topologyOf([{ name: 'net' }, inside], [{ name: 'web', on: [{ network }], more: exposing }], { version }),
      'web',
    ).NetworkSettings.Ports;

  test('are null where a port is open inside only', () => {
    expect(shownOn('net', 20)).toEqual({ '81/udp': null });
  });

  test('are there on an internal network from engine 28 on', () => {
    expect([shownOn('inside', 27), shownOn('inside', 29)]).toEqual([{}, { '81/udp': null }]);
  });
});

/** An address as a network shows it. */
function withLength(address: string, length: number): string {
  return address === '' || address === KNOWN_AFTER_APPLY || length === 0 ? address : `${address}/${length}`;
}
