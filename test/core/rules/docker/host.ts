import {
  DEFAULT_ENGINE,
  type ContainerSpec,
  type DockerHost,
  type EndpointDefinition,
  type EngineSettings,
  type IpamBlock,
  type Listener,
  type Namespace,
  type NetworkDefinition,
  type PublishedPort,
} from '../../../../lib/core/engine/definition/docker-host';
import { Cidr } from '../../../../lib/core/values/address';
import { NOTHING, type Listed } from '../../../../lib/core/values/listed';
import { type Program } from '../../../../lib/core/values/program';
import { type Knowable } from '../../../../lib/core/values/unknown';

const all = <T>(items: readonly T[]): Listed<T> => ({ items, complete: true });

export interface TerseBlock {
  readonly subnet?: Knowable<string>;
  /** The first address of a readable subnet when left out, none when null. */
  readonly gateway?: Knowable<string> | null;
  readonly range?: Knowable<string>;
  readonly aux?: Readonly<Record<string, Knowable<string>>>;
}

export interface TerseNetwork extends TerseBlock {
  readonly driver?: Knowable<string>;
  /** More IPAM entries, or all of them. */
  readonly blocks?: readonly TerseBlock[];
  readonly ipamDriver?: string;
  readonly ipv6?: Knowable<boolean>;
  readonly internal?: Knowable<boolean>;
  readonly attachable?: boolean;
  readonly ingress?: boolean;
  readonly options?: Readonly<Record<string, Knowable<string>>>;
  readonly existing?: boolean;
}

/** A network: a bridge without anything else unless it says so. */
export function net(name: Knowable<string>, terse: TerseNetwork = {}): NetworkDefinition {
  const { subnet, gateway, range, aux, blocks = [] } = terse;
  const path = typeof name === 'string' ? name : 'network';
  const own = { subnet, gateway, range, aux };
  const given = Object.values(own).some((one) => one !== undefined);
  return {
    at: { path },
    name,
    driver: terse.driver ?? 'bridge',
    ...(terse.ipamDriver === undefined ? {} : { ipamDriver: terse.ipamDriver }),
    ipam: all([...(given ? [own as TerseBlock] : []), ...blocks].map((one) => blockOf(path, one))),
    ipv6: terse.ipv6 ?? false,
    internal: terse.internal ?? false,
    attachable: terse.attachable ?? false,
    ingress: terse.ingress ?? false,
    options: terse.options ?? {},
    existing: terse.existing ?? false,
  };
}

function blockOf(path: string, { subnet, gateway, range, aux = {} }: TerseBlock): IpamBlock {
  const first = typeof subnet === 'string' ? Cidr.tryParse(subnet)?.at(1)?.toString() : undefined;
  const chosen = gateway === null ? undefined : (gateway ?? first);
  return {
    at: { path },
    ...(subnet === undefined ? {} : { subnet }),
    ...(chosen === undefined ? {} : { gateway: chosen }),
    ...(range === undefined ? {} : { ipRange: range }),
    auxiliary: aux,
  };
}

export interface TerseEndpoint {
  readonly aliases?: readonly Knowable<string>[];
  readonly ip?: Knowable<string>;
  readonly ip6?: Knowable<string>;
  readonly links?: readonly string[];
  readonly joinPriority?: number;
  readonly interfaceName?: string;
}

/** An attachment that asks for something. */
export function on(
  network: Knowable<string>,
  { aliases, ip, ip6, links, joinPriority, interfaceName }: TerseEndpoint,
): EndpointDefinition {
  return {
    at: { path: typeof network === 'string' ? network : 'endpoint' },
    network,
    aliases: aliases ? all(aliases) : NOTHING,
    ...(ip === undefined ? {} : { ipv4: ip }),
    ...(ip6 === undefined ? {} : { ipv6: ip6 }),
    links: links ? all(links) : NOTHING,
    ...(joinPriority === undefined ? {} : { joinPriority }),
    ...(interfaceName === undefined ? {} : { interfaceName }),
  };
}

export interface TersePort {
  readonly host?: Knowable<number>;
  readonly last?: number;
  readonly at?: string;
  readonly protocol?: string;
  /** The host port that replicas share. */
  readonly shared?: number;
}

/** A published port. */
export function port(number: Knowable<number>, { host, last, at, protocol, shared }: TersePort = {}): PublishedPort {
  return {
    at: { path: 'port' },
    containerPort: number,
    ...(host === undefined ? {} : { hostPort: host }),
    ...(last === undefined ? {} : { hostPortLast: last }),
    ...(shared === undefined ? {} : { sharedHostPort: shared }),
    ...(at === undefined ? {} : { hostAddress: at }),
    protocol: protocol ?? 'tcp',
  };
}

export interface TerseContainer {
  /** `host`, `none`, `container:NAME`. A stack of its own when left out. */
  readonly mode?: string;
  /** Whether the container whose stack it shares is started first. */
  readonly awaits?: boolean;
  /** As Terraform sends it, where that is not what the engine stores. */
  readonly networkMode?: string;
  readonly on?: readonly (string | EndpointDefinition)[];
  readonly ports?: readonly PublishedPort[];
  readonly publishAll?: boolean;
  readonly exposes?: readonly number[];
  readonly mac?: string;
  readonly hostname?: string;
  readonly dns?: readonly string[];
  readonly links?: readonly string[];
  readonly extraHosts?: Readonly<Record<string, string>>;
  readonly sysctls?: Readonly<Record<string, string>>;
  readonly hostIpc?: boolean;
  readonly listens?: readonly number[];
  /** On this address only. */
  readonly listensAt?: string;
  readonly running?: Knowable<boolean>;
  readonly project?: string;
  readonly image?: string;
  readonly env?: Readonly<Record<string, Knowable<string>>>;
  readonly command?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly mounts?: readonly string[];
}

/** A container that runs: on the default bridge unless it says something else. */
export function box(name: Knowable<string>, terse: TerseContainer = {}): ContainerSpec {
  const endpoints = (terse.on ?? []).map((one) => (typeof one === 'string' ? on(one, {}) : one));
  return {
    at: { path: typeof name === 'string' ? name : 'container' },
    name,
    namespace: namespaceOf(terse.mode, terse.awaits),
    ...(terse.networkMode === undefined ? {} : { networkMode: terse.networkMode }),
    endpoints: all(endpoints),
    ...(terse.hostname === undefined ? {} : { hostname: terse.hostname }),
    dns: all(terse.dns ?? []),
    ...(terse.mac === undefined ? {} : { macAddress: terse.mac }),
    ...(terse.sysctls === undefined ? {} : { sysctls: terse.sysctls }),
    ...(terse.hostIpc === undefined ? {} : { hostIpc: terse.hostIpc }),
    links: all(terse.links ?? []),
    extraHosts: all(Object.entries(terse.extraHosts ?? {}).map(([hostname, address]) => ({ hostname, address }))),
    published: all(terse.ports ?? []),
    publishAll: terse.publishAll ?? false,
    exposed: all((terse.exposes ?? []).map((one) => ({ port: one, protocol: 'tcp' }))),
    ...(terse.listens === undefined ? {} : { listeners: terse.listens.map((one) => listenerOf(one, terse.listensAt)) }),
    running: terse.running ?? true,
    ...(terse.project === undefined ? {} : { project: terse.project }),
    ...(terse.image === undefined ? {} : { image: terse.image }),
    ...programOf(terse),
  };
}

function programOf({ env, command, labels, mounts }: TerseContainer): Pick<ContainerSpec, 'program'> {
  if (env === undefined && command === undefined && labels === undefined && mounts === undefined) return {};
  const settings = (texts: Readonly<Record<string, Knowable<string>>> = {}): Program['environment'] =>
    all(Object.entries(texts).map(([name, value]) => ({ name, value })));
  const program: Program = {
    environment: settings(env),
    labels: settings(labels),
    mounts: all(mounts ?? []),
    startsAfter: NOTHING,
    isBuilt: false,
    ...(command === undefined ? {} : { command: all(command) }),
  };
  return { program };
}

function listenerOf(number: number, address: string | undefined): Listener {
  return { port: number, protocol: 'tcp', ...(address === undefined ? {} : { address }) };
}

function namespaceOf(mode: string | undefined, isAwaited: boolean | undefined): Namespace {
  if (mode === undefined) return { kind: 'own' };
  if (mode === 'host' || mode === 'none') return { kind: mode };
  const container = mode.slice('container:'.length);
  return { kind: 'container', container, ...(isAwaited === undefined ? {} : { isAwaited }) };
}

/** A host with networks and containers, in that order. */
export function hostOf(
  parts: readonly (NetworkDefinition | ContainerSpec)[],
  engine: Partial<EngineSettings> = {},
): DockerHost {
  return {
    at: { path: 'host' },
    engine: { ...DEFAULT_ENGINE, ...engine },
    networks: all(parts.filter((one): one is NetworkDefinition => 'driver' in one)),
    containers: all(parts.filter((one): one is ContainerSpec => 'namespace' in one)),
  };
}
