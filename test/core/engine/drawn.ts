import fc from 'fast-check';
import {
  type ContainerSpec,
  DEFAULT_ENGINE,
  type DockerHost,
  type EndpointDefinition,
  type EngineSettings,
  type IpamBlock,
  type Listener,
  type Namespace,
  type NetworkDefinition,
  type PublishedPort,
} from '../../../lib/core/engine/definition/docker-host';
import { engineBehaviours } from '../../../lib/core/engine/definition/engine-behaviours';
import { type TopologyOptions } from '../../../lib/core/engine/state/topology-options';
import { Topology } from '../../../lib/core/engine/topology';
import { type Listed, NOTHING } from '../../../lib/core/values/listed';
import { type Knowable, Unknown } from '../../../lib/core/values/unknown';

/** A definition with what is known beside it. */
export interface Drawn {
  readonly host: DockerHost;
  readonly options: TopologyOptions;
}

const NETWORKS = ['alpha', 'beta', 'gamma'] as const;
const CONTAINERS = ['c0', 'c1', 'c2', 'c3', 'c4'] as const;
const OPTION = 'com.docker.network.bridge.';

const all = <T>(items: readonly T[]): Listed<T> => ({ items, complete: true });
const rarely = fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });
const mostly = rarely.map((value) => !value);

const LATER = new Unknown('decided at deploy time');
/** A value, and rarely one that is not known. */
const knowable = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Knowable<T>> =>
  fc.oneof({ weight: 24, arbitrary: value }, { weight: 1, arbitrary: fc.constant(LATER) });
const seldom = <T>(...values: readonly T[]): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom(...values) });
/** Of an object, what is there. */
function given<T extends object>(parts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof given<T>
  >;
}

const gatewayMode = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  { weight: 3, arbitrary: knowable(fc.constantFrom('nat', 'routed', 'nat-unprotected')) },
  { weight: 1, arbitrary: fc.constant('isolated') },
);

const networkOf = (name: string, at: number): fc.Arbitrary<NetworkDefinition> =>
  fc
    .record({
      driver: knowable(
        fc.oneof(
          { weight: 6, arbitrary: fc.constant('bridge') },
          { weight: 1, arbitrary: fc.constantFrom('macvlan', 'ipvlan', 'overlay', 'a-plugin', '') },
        ),
      ),
      internal: knowable(rarely),
      ipv6: knowable(fc.boolean()),
      ipv4: seldom('false'),
      icc: mostly,
      masquerade: mostly,
      inhibited: seldom('true'),
      subnet: mostly,
      gateway: seldom(`10.15${at}.0.254`),
      otherGateway: seldom(`10.15${at}.0.253`),
      range: seldom(`10.15${at}.0.128/25`),
      parent: fc.boolean(),
      meeting: fc.constantFrom(undefined, 'bridge', 'private', 'vepa'),
      layer: seldom('l2', 'l3'),
      mode4: gatewayMode,
      mode6: gatewayMode,
      hostBinding: fc.constantFrom(undefined, undefined, undefined, '127.0.0.1', '0.0.0.0', '192.0.2.1'),
      trusted: seldom('eth0'),
      existing: rarely,
    })
    .map((drawn): NetworkDefinition => {
      const options: Readonly<Record<string, Knowable<string> | undefined>> =
        drawn.driver === 'bridge' || drawn.driver === '' || drawn.driver === LATER
          ? {
              'com.docker.network.enable_ipv4': drawn.ipv4,
              [`${OPTION}enable_icc`]: drawn.icc ? undefined : 'false',
              [`${OPTION}enable_ip_masquerade`]: drawn.masquerade ? undefined : 'false',
              [`${OPTION}inhibit_ipv4`]: drawn.inhibited,
              [`${OPTION}gateway_mode_ipv4`]: drawn.mode4,
              [`${OPTION}gateway_mode_ipv6`]: drawn.mode6,
              [`${OPTION}host_binding_ipv4`]: drawn.hostBinding,
              [`${OPTION}trusted_host_interfaces`]: drawn.trusted,
            }
          : {
              parent: drawn.parent ? 'eth0' : undefined,
              macvlan_mode: drawn.driver === 'macvlan' ? drawn.meeting : undefined,
              ipvlan_flag: drawn.driver === 'ipvlan' ? drawn.meeting : undefined,
              ipvlan_mode: drawn.driver === 'ipvlan' ? drawn.layer : undefined,
            };
      const { gateway, range: ipRange, otherGateway } = drawn;
      const auxiliary = given({ DefaultGatewayIPv4: otherGateway });
      const four: IpamBlock = {
        at: { path: name },
        subnet: `10.15${at}.0.0/24`,
        ...given({ gateway, ipRange }),
        auxiliary,
      };
      const six: IpamBlock = { at: { path: name }, subnet: `fd15:${at}::/64`, auxiliary: {} };
      return {
        at: { path: name },
        name,
        driver: drawn.driver,
        ipam: all(drawn.subnet ? [four, ...(drawn.ipv6 === false ? [] : [six])] : []),
        ipv6: drawn.ipv6,
        internal: drawn.internal,
        attachable: false,
        ingress: false,
        options: Object.fromEntries(
          Object.entries(options).filter((one): one is [string, Knowable<string>] => one[1] !== undefined),
        ),
        existing: drawn.existing,
      };
    });

const endpoint = fc.record({
  network: fc.constantFrom(...NETWORKS),
  fixed: fc.boolean(),
  fixed6: rarely,
  aliases: fc.subarray(['db', 'api']),
  links: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.constantFrom(['c0:peer'], ['c1']) },
  ),
  priority: fc.constantFrom(undefined, undefined, 0, 5, -1),
  macAddress: seldom('02:42:0a:00:00:09'),
  sysctls: seldom('net.ipv6.conf.IFNAME.disable_ipv6=1'),
});

const ADDRESSES = [undefined, undefined, '0.0.0.0', '::', '127.0.0.1', '::1', '192.0.2.1', '172.17.0.1'] as const;

const published = fc.record({
  containerPort: fc.constantFrom(80, 81),
  hostPort: knowable(fc.constantFrom(undefined, 0, 8080, 8080, 8081, 8082, 8083)),
  range: seldom(8081, 8083),
  hostAddress: fc.constantFrom(...ADDRESSES),
  protocol: fc.constantFrom('tcp', 'tcp', 'udp'),
});

const listener: fc.Arbitrary<Listener> = fc
  .record({
    port: fc.constantFrom(80, 81, 8080),
    protocol: fc.constantFrom('tcp' as const, 'udp' as const),
    address: fc.constantFrom(undefined, undefined, undefined, '127.0.0.1'),
  })
  .map(({ address, ...rest }) => (address === undefined ? rest : { ...rest, address }));

const containerOf = (name: string, at: number): fc.Arbitrary<ContainerSpec> =>
  fc
    .record({
      kind: fc.oneof(
        { weight: 8, arbitrary: fc.constant('own' as const) },
        { weight: 1, arbitrary: fc.constantFrom('host' as const, 'none' as const, 'container' as const) },
      ),
      endpoints: fc.uniqueArray(endpoint, { selector: ({ network }) => network, maxLength: 3 }),
      bridge: rarely,
      published: fc.array(published, { maxLength: 2 }),
      publishAll: knowable(rarely),
      exposed: fc.subarray([80, 81], { minLength: 1 }),
      listeners: fc.option(fc.array(listener, { maxLength: 2 }), { nil: undefined }),
      hostname: fc.constantFrom(undefined, undefined, 'db', 'Box'),
      extraHosts: rarely,
      links: rarely,
      running: knowable(mostly),
      paused: seldom(true),
      withoutIpv6: seldom({ 'net.ipv6.conf.all.disable_ipv6': '1' }),
      restart: fc.constantFrom(undefined, 'no', 'always', 'unless-stopped'),
    })
    .map((drawn): ContainerSpec => {
      const place = { path: name };
      const owner = CONTAINERS[(at + 1) % CONTAINERS.length] ?? 'c0';
      const namespace: Namespace =
        drawn.kind === 'container' ? { kind: 'container', container: owner } : { kind: drawn.kind };
      const joined = drawn.endpoints.map((one): EndpointDefinition => ({
        at: place,
        network: one.network,
        aliases: all(one.aliases),
        links: all(one.links),
        ...(one.fixed ? { ipv4: `10.15${NETWORKS.indexOf(one.network)}.0.${100 + at}` } : {}),
        ...(one.fixed6 ? { ipv6: `fd15:${NETWORKS.indexOf(one.network)}::${100 + at}` } : {}),
        ...given({ gatewayPriority: one.priority, macAddress: one.macAddress }),
        ...(one.sysctls === undefined ? {} : { driverOptions: { 'com.docker.network.endpoint.sysctls': one.sysctls } }),
      }));
      const bridge = { at: place, network: 'bridge', aliases: NOTHING, links: NOTHING };
      return {
        at: place,
        name,
        namespace,
        endpoints: all(drawn.kind === 'own' ? [...joined, ...(drawn.bridge ? [bridge] : [])] : []),
        ...(drawn.hostname === undefined ? {} : { hostname: drawn.hostname }),
        dns: NOTHING,
        links: all(drawn.links ? [`${owner}:lnk`] : []),
        extraHosts: all(drawn.extraHosts ? [{ hostname: 'far', address: '10.150.0.100' }] : []),
        published: all(
          drawn.kind === 'own'
            ? drawn.published.map(({ hostPort, range, hostAddress, containerPort, protocol }): PublishedPort => ({
                at: place,
                containerPort,
                protocol,
                ...given({ hostPort, hostAddress, hostPortLast: isBelow(hostPort, range) ? range : undefined }),
              }))
            : [],
        ),
        publishAll: drawn.publishAll,
        exposed: all(drawn.exposed.map((port) => ({ port, protocol: 'tcp' as const }))),
        ...(drawn.listeners === undefined ? {} : { listeners: drawn.listeners }),
        running: drawn.running,
        ...given({ paused: drawn.paused, sysctls: drawn.withoutIpv6, restart: drawn.restart }),
      };
    });

function isBelow(first: Knowable<number> | undefined, last: number | undefined): boolean {
  return typeof first === 'number' && first > 0 && last !== undefined && first < last;
}

/** The versions in which engines began to behave otherwise, and one from before all of them. */
export const VERSIONS = [
  '20.10',
  ...new Set(engineBehaviours().map(({ since }) => (since.includes('.') ? since : `${since}.0`))),
];

/** Engines of every generation whose behaviour differs. */
export const engines: fc.Arbitrary<EngineSettings> = fc
  .record({
    version: fc.constantFrom(...VERSIONS),
    icc: mostly,
    userlandProxy: mostly,
    addresses: fc.constantFrom([], ['192.0.2.1'], ['192.0.2.1', 'fd00:2::1']),
    forwardPolicy: fc.constantFrom('DROP' as const, 'ACCEPT' as const),
    routedFromOutside: fc.boolean(),
    iptables: seldom(false),
    ip6tables: seldom(true, false),
    directRouting: seldom(true),
    firewall: seldom('nftables' as const),
    hostFirewall: seldom('ufw'),
    liveRestore: seldom(true),
    listeners: seldom([{ port: 8081, protocol: 'tcp' as const }]),
    defaultBridge: seldom({ ipv6: true, subnet6: 'fd17::/64' }, { masquerade: false }, { hostBinding: '127.0.0.1' }),
  })
  .map((drawn) => ({ ...DEFAULT_ENGINE, ...given(drawn) }));

const networks = fc.tuple(...NETWORKS.map(networkOf));
const containers = fc
  .tuple(...CONTAINERS.map(containerOf))
  .chain((made) => fc.shuffledSubarray(made, { minLength: 2, maxLength: made.length }));
const options: fc.Arbitrary<TopologyOptions> = fc.record({
  startsInOrder: fc.boolean(),
  outside: fc.constantFrom(
    { address: '192.0.2.2' },
    { address: '192.0.2.2', listeners: [] },
    { address: '192.0.2.2', addresses: ['fd00:2::2'] },
    { address: '192.0.2.2', dialsLoopback: true },
  ),
});

/** What a definition comes to. */
export function run({ host, options: given }: Drawn): Topology {
  return Topology.of(host, given);
}

const hostOf = (
  engine: EngineSettings,
  some: readonly NetworkDefinition[],
  others: readonly ContainerSpec[],
): DockerHost => ({ at: { path: 'local' }, engine, networks: all(some), containers: all(others) });

/** A host with every option that the model knows. */
export const drawn: fc.Arbitrary<Drawn> = fc
  .tuple(engines, networks, containers, options)
  .map(([engine, some, others, given]) => ({ host: hostOf(engine, some, others), options: given }));

/** Two versions of a host: one network, one container or the engine is drawn a second time. */
export const changes: fc.Arbitrary<{ readonly before: Drawn; readonly after: Drawn }> = fc
  .tuple(
    fc.tuple(engines, networks, containers, options),
    fc.tuple(engines, networks, fc.tuple(...CONTAINERS.map(containerOf))),
    fc.constantFrom('engine' as const, 'network' as const, 'network' as const, 'container' as const),
    fc.nat(),
  )
  .map(([[engine, some, others, given], [otherEngine, otherNetworks, otherContainers], what, pick]) => {
    const at = pick % some.length;
    const there = others[pick % others.length];
    const again = otherContainers.find(({ name }) => name === there?.name);
    const after = hostOf(
      what === 'engine' ? otherEngine : engine,
      what === 'network' ? some.map((one, index) => (index === at ? (otherNetworks[at] ?? one) : one)) : some,
      what === 'container' ? others.map((one) => (one === there && again ? again : one)) : others,
    );
    return { before: { host: hostOf(engine, some, others), options: given }, after: { host: after, options: given } };
  });
