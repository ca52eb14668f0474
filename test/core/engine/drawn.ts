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
import { type TopologyOptions } from '../../../lib/core/engine/state/running-host';
import { type Listed, NOTHING } from '../../../lib/core/values/listed';

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

const gatewayMode = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  { weight: 3, arbitrary: fc.constantFrom('nat', 'routed', 'nat-unprotected') },
);

const networkOf = (name: string, at: number): fc.Arbitrary<NetworkDefinition> =>
  fc
    .record({
      driver: fc.oneof(
        { weight: 6, arbitrary: fc.constant('bridge') },
        { weight: 1, arbitrary: fc.constantFrom('macvlan', 'overlay', '') },
      ),
      internal: rarely,
      ipv6: fc.boolean(),
      icc: mostly,
      masquerade: mostly,
      subnet: mostly,
      parent: fc.boolean(),
      mode4: gatewayMode,
      mode6: gatewayMode,
      hostBinding: fc.constantFrom(undefined, undefined, undefined, '127.0.0.1', '0.0.0.0', '192.0.2.1'),
      trusted: rarely,
    })
    .map((drawn): NetworkDefinition => {
      const bridged = drawn.driver === 'bridge' || drawn.driver === '';
      const options: [string, string | undefined | false][] = bridged
        ? [
            [`${OPTION}enable_icc`, drawn.icc ? undefined : 'false'],
            [`${OPTION}enable_ip_masquerade`, drawn.masquerade ? undefined : 'false'],
            [`${OPTION}gateway_mode_ipv4`, drawn.mode4],
            [`${OPTION}gateway_mode_ipv6`, drawn.mode6],
            [`${OPTION}host_binding_ipv4`, drawn.hostBinding],
            [`${OPTION}trusted_host_interfaces`, drawn.trusted && 'eth0'],
          ]
        : [['parent', drawn.driver === 'macvlan' && drawn.parent && 'eth0']];
      const blocks = [`10.15${at}.0.0/24`, ...(drawn.ipv6 ? [`fd15:${at}::/64`] : [])];
      return {
        at: { path: name },
        name,
        driver: drawn.driver,
        ipam: all(
          drawn.subnet ? blocks.map((subnet): IpamBlock => ({ at: { path: name }, subnet, auxiliary: {} })) : [],
        ),
        ipv6: drawn.ipv6,
        internal: drawn.internal,
        attachable: false,
        ingress: false,
        options: Object.fromEntries(options.filter((one): one is [string, string] => typeof one[1] === 'string')),
        existing: false,
      };
    });

const endpoint = fc.record({
  network: fc.constantFrom(...NETWORKS),
  fixed: fc.boolean(),
  aliases: fc.subarray(['db', 'api']),
  links: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.constantFrom(['c0:peer'], ['c1']) },
  ),
  priority: fc.constantFrom(undefined, undefined, 0, 5, -1),
});

const ADDRESSES = [undefined, undefined, '0.0.0.0', '::', '127.0.0.1', '::1', '192.0.2.1', '172.17.0.1'] as const;

const published = fc.record({
  containerPort: fc.constantFrom(80, 81),
  hostPort: fc.constantFrom(undefined, 8080, 8080, 8081, 8082, 8083),
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
      publishAll: rarely,
      listeners: fc.option(fc.array(listener, { maxLength: 2 }), { nil: undefined }),
      hostname: fc.constantFrom(undefined, undefined, 'db', 'Box'),
      extraHosts: rarely,
      links: rarely,
      running: mostly,
    })
    .map((drawn): ContainerSpec => {
      const place = { path: name };
      const owner = CONTAINERS[(at + 1) % CONTAINERS.length] ?? 'c0';
      const namespace: Namespace =
        drawn.kind === 'container' ? { kind: 'container', container: owner } : { kind: drawn.kind };
      const joined = drawn.endpoints.map(({ network, fixed, aliases, links, priority }): EndpointDefinition => ({
        at: place,
        network,
        aliases: all(aliases),
        links: all(links),
        ...(fixed ? { ipv4: `10.15${NETWORKS.indexOf(network)}.0.${100 + at}` } : {}),
        ...(priority === undefined ? {} : { gatewayPriority: priority }),
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
            ? drawn.published.map(({ hostPort, hostAddress, ...rest }): PublishedPort => ({
                at: place,
                ...rest,
                ...(hostPort === undefined ? {} : { hostPort }),
                ...(hostAddress === undefined ? {} : { hostAddress }),
              }))
            : [],
        ),
        publishAll: drawn.publishAll,
        exposed: all([{ port: 80, protocol: 'tcp' as const }]),
        ...(drawn.listeners === undefined ? {} : { listeners: drawn.listeners }),
        running: drawn.running,
      };
    });

/** Engines of every generation whose behaviour differs. */
export const engines: fc.Arbitrary<EngineSettings> = fc
  .record({
    version: fc.constantFrom(20, 23, 25, 26, 27, 28, 29),
    icc: mostly,
    userlandProxy: mostly,
    addresses: fc.constantFrom([], ['192.0.2.1'], ['192.0.2.1', 'fd00:2::1']),
    forwardPolicy: fc.constantFrom('DROP' as const, 'ACCEPT' as const),
    routedFromOutside: fc.boolean(),
  })
  .map((drawn) => ({ ...DEFAULT_ENGINE, ...drawn }));

const networks = fc.tuple(...NETWORKS.map(networkOf));
const containers = fc
  .tuple(...CONTAINERS.map(containerOf))
  .chain((made) => fc.shuffledSubarray(made, { minLength: 2, maxLength: made.length }));
const options: fc.Arbitrary<TopologyOptions> = fc.record({
  startsInOrder: fc.boolean(),
  outside: fc.constantFrom({ address: '192.0.2.2' }, { address: '192.0.2.2', listeners: [] }),
});

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
