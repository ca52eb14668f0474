import type {
  ContainerSpec,
  DockerHost,
  EndpointDefinition,
  EngineSettings,
  IpamBlock,
  Listener,
  NetworkDefinition,
  PublishedPort,
} from '../../lib/core/engine/definition/docker-host';
import type { SuiteCase } from './suite-case';

/** The keys that an object may have, each with what is inside; `true` for what is taken as it is. */
interface Shape {
  readonly [key: string]: true | Shape | readonly [Shape];
}

/** Every key of a type: a key that the model learns has to be written here, or it does not compile. */
type KeysOf<T> = { readonly [Key in keyof Required<T>]: true | Shape | readonly [Shape] };

const PLACE: Shape = { path: true, file: true, pointer: true };
const LIST: Shape = { items: true, complete: true };

function listOf(shape: Shape): Shape {
  return { items: [shape], complete: true };
}

function keys<T>(shape: KeysOf<T>): Shape {
  return shape;
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
});

const PORT = keys<PublishedPort>({
  at: PLACE,
  containerPort: true,
  hostPort: true,
  hostPortLast: true,
  hostAddress: true,
  protocol: true,
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
  dns: LIST,
  links: LIST,
  extraHosts: listOf({ hostname: true, address: true }),
  published: listOf(PORT),
  publishAll: true,
  exposed: listOf({ port: true, protocol: true }),
  listeners: [LISTENER],
  running: true,
});

const ENGINE = keys<EngineSettings>({
  version: true,
  icc: true,
  userlandProxy: true,
  addresses: true,
  outsideRanges: true,
  swarm: true,
  defaultBridgeSubnet: true,
  forwardPolicy: true,
  routedFromOutside: true,
});

const HOST = keys<DockerHost>({
  at: PLACE,
  engine: ENGINE,
  networks: listOf(NETWORK),
  containers: listOf(CONTAINER),
  terraform: true,
});

const ACTION: Shape = {
  do: true,
  container: true,
  network: true,
  aliases: true,
  ipv4: true,
  ipv6: true,
  links: true,
};

const NODE: Shape = { kind: true };

const CHECK: Shape = {
  kind: true,
  from: NODE,
  to: { kind: true, container: true, on: true, family: true, name: true, address: true, gatewayOf: true },
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
  topologyOptions: { startsInOrder: true, outside: { address: true, listeners: [LISTENER] } },
  checks: [CHECK],
  cannotBeExpressed: true,
});

/** The keys of a case that have no meaning, by the way to each; empty when all are understood. */
export function unknownKeys(one: object): string[] {
  const { hosts = {}, ...rest } = one as { readonly hosts?: Readonly<Record<string, unknown>> };
  return [
    ...strangersIn(rest, CASE, ''),
    ...Object.entries(hosts).flatMap(([version, host]) => strangersIn(host, HOST, `hosts.${version}`)),
  ];
}

function strangersIn(value: unknown, shape: Shape, path: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = path === '' ? key : `${path}.${key}`;
    const known = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (known === undefined) return [here];
    if (known === true) return [];
    if (!Array.isArray(known)) return strangersIn(inner, known as Shape, here);
    const items: readonly unknown[] = Array.isArray(inner) ? inner : [];
    return items.flatMap((item, index) => strangersIn(item, known[0] as Shape, `${here}.${index}`));
  });
}
