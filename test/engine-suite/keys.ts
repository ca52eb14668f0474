import type {
  AssignedPort,
  ContainerSpec,
  DefaultBridge,
  DnsSettings,
  DockerHost,
  EndpointDefinition,
  EngineSettings,
  IpamBlock,
  Listener,
  NetworkDefinition,
  PublishedPort,
  SeenHostsLine,
} from '../../lib/core/engine/definition/docker-host';
import type { Action } from '../../lib/core/engine/state/action';
import type { DockerSwarm, SwarmNode, SwarmService } from '../../lib/core/engine/swarm/swarm';
import { keys, type Shape, strangersIn } from '../vectors/shape';
import type { SuiteCase } from './suite-case';

const PLACE: Shape = { path: true, file: true, pointer: true };
const LIST: Shape = { items: true, complete: true };

function listOf(shape: Shape): Shape {
  return { items: [shape], complete: true };
}

const BLOCK = keys<IpamBlock>({ at: PLACE, subnet: true, gateway: true, ipRange: true, auxiliary: true });

const NETWORK = keys<NetworkDefinition>({
  at: PLACE,
  name: true,
  driver: true,
  ipamDriver: true,
  ipam: listOf(BLOCK),
  ipv6: true,
  internal: true,
  attachable: true,
  ingress: true,
  options: true,
  existing: true,
});

const ENDPOINT = keys<EndpointDefinition>({
  at: PLACE,
  network: true,
  aliases: LIST,
  ipv4: true,
  ipv6: true,
  links: LIST,
  gatewayPriority: true,
  macAddress: true,
  joinPriority: true,
  driverOptions: true,
  interfaceName: true,
  linkLocal: LIST,
  assigned: { ipv4: true, ipv6: true },
});

const PORT = keys<PublishedPort>({
  at: PLACE,
  containerPort: true,
  hostPort: true,
  hostPortLast: true,
  sharedHostPort: true,
  hostAddress: true,
  protocol: true,
  assigned: [keys<AssignedPort>({ address: true, port: true })],
});

const LISTENER = keys<Listener>({ port: true, protocol: true, address: true });

const CONTAINER = keys<ContainerSpec>({
  at: PLACE,
  name: true,
  image: true,
  namespace: { kind: true, container: true },
  networkMode: true,
  endpoints: listOf(ENDPOINT),
  hostname: true,
  domainname: true,
  dns: LIST,
  dnsSearch: LIST,
  dnsOptions: LIST,
  macAddress: true,
  sysctls: true,
  hostIpc: true,
  restart: true,
  links: LIST,
  extraHosts: listOf({ hostname: true, address: true }),
  hostsFile: [keys<SeenHostsLine>({ address: true, names: true })],
  published: listOf(PORT),
  publishAll: true,
  exposed: listOf({ port: true, protocol: true }),
  listeners: [LISTENER],
  running: true,
  paused: true,
  program: {
    environment: LIST,
    command: LIST,
    healthCheck: LIST,
    labels: LIST,
    mounts: LIST,
    startsAfter: LIST,
    isBuilt: true,
  },
  project: true,
});

const ENGINE = keys<EngineSettings>({
  version: true,
  icc: true,
  userlandProxy: true,
  addresses: true,
  outsideRanges: true,
  swarm: true,
  defaultBridgeSubnet: true,
  defaultBridge: keys<DefaultBridge>({
    exists: true,
    address: true,
    ipRange: true,
    gateway: true,
    ipv6: true,
    subnet6: true,
    gateway6: true,
    masquerade: true,
    mtu: true,
    hostBinding: true,
  }),
  iptables: true,
  ip6tables: true,
  directRouting: true,
  firewall: true,
  hostFirewall: true,
  networkOptions: true,
  addressPools: [{ base: true, size: true }],
  liveRestore: true,
  listeners: [LISTENER],
  dns: keys<DnsSettings>({ servers: true, search: true, options: true }),
  forwardPolicy: true,
  routedFromOutside: true,
});

const HOST = keys<DockerHost>({
  at: PLACE,
  engine: ENGINE,
  networks: listOf(NETWORK),
  containers: listOf(CONTAINER),
  switchedOff: true,
  isPart: true,
  terraform: true,
  observed: true,
});

const SWARM = keys<DockerSwarm>({
  at: PLACE,
  nodes: listOf(
    keys<SwarmNode>({
      at: PLACE,
      name: true,
      role: true,
      availability: true,
      labels: true,
      engineLabels: true,
      platform: true,
      mtu: true,
      host: HOST,
    }),
  ),
  networks: listOf(NETWORK),
  services: listOf(
    keys<SwarmService>({
      at: PLACE,
      name: true,
      mode: { kind: true, replicas: true },
      endpointMode: true,
      networks: listOf({ at: PLACE, network: true, aliases: LIST }),
      ports: listOf({ at: PLACE, target: true, published: true, protocol: true, mode: true }),
      constraints: LIST,
      sysctls: true,
      maxPerNode: true,
      listeners: [LISTENER],
    }),
  ),
});

const ACTION: Shape = {
  do: true,
  container: true,
  network: true,
  aliases: true,
  ipv4: true,
  ipv6: true,
  links: true,
  gatewayPriority: true,
  spec: CONTAINER,
  to: true,
  alias: true,
  definition: NETWORK,
};

const NODE: Shape = { kind: true, container: true, node: true, service: true };

const CHECK: Shape = {
  kind: true,
  from: NODE,
  to: { kind: true, node: true, container: true, on: true, family: true, name: true, address: true, gatewayOf: true },
  port: true,
  want: true,
  by: true,
  name: true,
  rules: true,
  label: true,
  after: [ACTION],
};

const CASE = keys<Omit<SuiteCase, 'hosts'>>({
  id: true,
  source: true,
  asserts: true,
  versions: true,
  compose: true,
  variables: true,
  engine: ENGINE,
  actions: [ACTION],
  topologyOptions: {
    startsInOrder: true,
    outside: { address: true, addresses: true, listeners: [LISTENER], dialsLoopback: true },
  },
  checks: [CHECK],
  swarm: SWARM,
  corrected: true,
  cannotBeExpressed: true,
  words: true,
});

/** What can be done, by its name: nothing is done for another one, and the case would be judged as if it stood there. */
const ACTIONS: Readonly<Record<Action['do'], true>> = {
  connect: true,
  create: true,
  'create-network': true,
  disconnect: true,
  pause: true,
  remove: true,
  'remove-link': true,
  'remove-network': true,
  rename: true,
  restart: true,
  'restart-engine': true,
  start: true,
  stop: true,
  unpause: true,
};

/** The keys of a case that have no meaning, by the way to each; empty when all are understood. */
export function unknownKeys(one: object): string[] {
  const { hosts = {}, ...rest } = one as { readonly hosts?: Readonly<Record<string, unknown>> };
  return [
    ...strangersIn(rest, CASE, ''),
    ...Object.entries(hosts).flatMap(([version, host]) => strangersIn(host, HOST, `hosts.${version}`)),
    ...actionsOf(one as SuiteCase).flatMap((action) => (action.do in ACTIONS ? [] : [`do: ${action.do}`])),
  ];
}

function actionsOf({ actions = [], checks = [] }: SuiteCase): readonly Action[] {
  return [...actions, ...checks.flatMap((each) => ('after' in each ? (each.after ?? []) : []))];
}
