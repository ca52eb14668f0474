import { type ContainerSpec, DEFAULT_ENGINE, type NetworkDefinition } from '../../lib/core/engine/definition/docker-host';
import { type DockerSwarm, type SwarmNode, type SwarmService } from '../../lib/core/engine/swarm/swarm';
import { SwarmTopology } from '../../lib/core/engine/swarm/swarm-topology';
import {
  explainSwarmVerdict,
  type SwarmDestination,
  type SwarmOrigin,
} from '../../lib/core/engine/swarm/swarm-verdict';
import { IpAddress } from '../../lib/core/values/address';
import { NOTHING, type Listed } from '../../lib/core/values/listed';
import { Port } from '../../lib/core/values/port';
import type { Tally } from './ask';
import { type Generation, publishedOf } from './model';
import { keys, type Shape, strangersIn } from './shape';

/** Topologies that were recorded on engines of several hosts, joined in a swarm. */
export interface TwoHostFile {
  readonly format?: number;
  readonly kind: 'two hosts';
  /** Addresses of the hosts on their network; the first is the manager. */
  readonly hosts: Readonly<Record<string, string>>;
  readonly engines?: readonly string[];
  readonly swarm?: boolean;
  readonly vectors: readonly TwoHostVector[];
}

export interface TwoHostVector {
  readonly id: string;
  readonly networks: readonly TwoHostNetwork[];
  readonly containers: readonly TwoHostContainer[];
  readonly services: readonly TwoHostService[];
  readonly queries: readonly TwoHostQuery[];
}

/** An overlay network, or a bridge of one host. */
export interface TwoHostNetwork {
  readonly name: string;
  readonly driver: string;
  readonly host?: string;
  readonly subnet?: string;
  /** Whether it has IPv6 as well. @default false */
  readonly ipv6?: boolean;
  readonly subnet6?: string;
  readonly internal?: boolean;
  readonly attachable?: boolean;
  readonly options?: Readonly<Record<string, string>>;
}

export interface TwoHostContainer {
  readonly name: string;
  readonly host: string;
  readonly attach?: readonly {
    readonly network: string;
    readonly ip?: string;
    readonly ip6?: string;
    readonly aliases?: readonly string[];
  }[];
  /** TCP ports. */
  readonly listen?: readonly number[];
  readonly publish?: readonly string[];
  readonly hostname?: string;
}

export interface TwoHostService {
  readonly name: string;
  readonly network?: string;
  readonly aliases?: readonly string[];
  /** @default - a global service */
  readonly replicas?: number;
  /** @default 'dnsrr' */
  readonly mode?: 'dnsrr' | 'vip';
  readonly constraints?: readonly string[];
  readonly listen?: readonly number[];
  readonly ports?: readonly TwoHostPort[];
}

/** A port that a service publishes. */
export interface TwoHostPort {
  readonly target: number;
  /** @default - one that the swarm picks */
  readonly published?: number;
  /** @default 'tcp' */
  readonly protocol?: 'tcp' | 'udp';
  /** *host*: on the nodes that run a task, to that task. @default 'ingress' */
  readonly mode?: 'ingress' | 'host';
}

export interface TwoHostQuery {
  /** A container, or `host:a`. */
  readonly from: string;
  readonly probe: 'ping' | 'tcp' | 'udp' | 'resolve';
  /** A name, an address, `@container/network` or its IPv6 address `@container/network#6`, or `host:b`. */
  readonly target: string;
  readonly port?: number;
  readonly observed?: TwoHostOutcome;
  /** What newer engines answer, where that is something else. */
  readonly newer?: { readonly observed: TwoHostOutcome };
}

export interface TwoHostOutcome {
  readonly reached?: boolean;
  readonly by?: string;
  readonly resolved?: boolean;
  /** How many addresses the name has. */
  readonly answers?: number;
}

const OUTCOME = keys<TwoHostOutcome>({ reached: true, by: true, resolved: true, answers: true });

const FILE: Shape = keys<TwoHostFile>({
  format: true,
  kind: true,
  hosts: true,
  engines: true,
  swarm: true,
  vectors: [
    keys<TwoHostVector>({
      id: true,
      networks: [
        keys<TwoHostNetwork>({
          name: true,
          driver: true,
          host: true,
          subnet: true,
          ipv6: true,
          subnet6: true,
          internal: true,
          attachable: true,
          options: true,
        }),
      ],
      containers: [
        keys<TwoHostContainer>({
          name: true,
          host: true,
          attach: [{ network: true, ip: true, ip6: true, aliases: true }],
          listen: true,
          publish: true,
          hostname: true,
        }),
      ],
      services: [
        keys<TwoHostService>({
          name: true,
          network: true,
          aliases: true,
          replicas: true,
          mode: true,
          constraints: true,
          listen: true,
          ports: [keys<TwoHostPort>({ target: true, published: true, protocol: true, mode: true })],
        }),
      ],
      queries: [
        keys<TwoHostQuery>({
          from: true,
          probe: true,
          target: true,
          port: true,
          observed: OUTCOME,
          newer: { observed: OUTCOME },
        }),
      ],
    }),
  ],
});

export function isTwoHostFile(json: unknown): json is TwoHostFile {
  return (json as { kind?: unknown } | null)?.kind === 'two hosts';
}

/** Asks the model every question of a file. */
export function askTwoHosts(file: TwoHostFile, generation: Generation): Tally {
  const tally = { questions: 0, agree: 0, unknown: [] as string[], disagree: [] as string[], unread: [] as string[] };
  for (const vector of file.vectors) {
    const strangers = strangersIn({ ...file, vectors: [vector] }, FILE, '');
    const topology = strangers.length > 0 ? `unknown key ${strangers.join(', ')}` : topologyOf(file, vector, generation);
    if (typeof topology === 'string') {
      tally.unread.push(`${(vector as TwoHostVector | null)?.id ?? 'a vector'}: ${topology}`);
      continue;
    }
    for (const query of vector.queries) {
      tally.questions++;
      const { from, probe, target, port = '' } = (query as TwoHostQuery | null) ?? {};
      const where = `${vector.id}: ${from} ${probe} ${target} ${port}`.trimEnd();
      const wrong = attempt(topology, query, generation);
      if (wrong === undefined) tally.agree++;
      else tally[wrong.kind].push(`${where}: ${wrong.why}`);
    }
  }
  return tally;
}

/** The topology of a vector, or why it cannot be read. */
function topologyOf(file: TwoHostFile, vector: TwoHostVector, generation: Generation): SwarmTopology | string {
  try {
    if (!Array.isArray(vector.queries)) return 'queries is no list';
    return SwarmTopology.of(swarmOf(file, vector, generation), { startsInOrder: true });
  } catch (error) {
    return `the topology cannot be read: ${(error as Error).message}`;
  }
}

/** A question that cannot be read is no reason to leave the others out. */
function attempt(topology: SwarmTopology, query: TwoHostQuery, generation: Generation): Wrong {
  try {
    const observed = (generation === '29' ? query.newer?.observed : undefined) ?? query.observed;
    return wrongIn(topology, query, observed);
  } catch (error) {
    return { kind: 'unknown', why: `the question cannot be read: ${(error as Error).message}` };
  }
}

type Wrong = { readonly kind: 'unknown' | 'disagree'; readonly why: string } | undefined;

function wrongIn(
  topology: SwarmTopology,
  { from, probe, target, port }: TwoHostQuery,
  observed: TwoHostOutcome | undefined,
): Wrong {
  if (observed === undefined) return { kind: 'unknown', why: 'no outcome was recorded' };
  const sender = originOf(from);
  if (probe === 'resolve') {
    const resolution = topology.resolve(sender, target);
    if (resolution.kind === 'unknown') return { kind: 'unknown', why: resolution.missing };
    const answers = resolution.kind === 'resolved' ? resolution.answers.length : 0;
    if (observed.resolved === answers > 0 && (observed.answers ?? answers) === answers) return undefined;
    return { kind: 'disagree', why: `engine ${observed.answers ?? ''} answers, model ${answers}` };
  }
  const dialled = port === undefined ? {} : { port: Port.of(port, probe === 'udp' ? 'udp' : 'tcp') };
  const verdict = topology.reach({ from: sender, to: destinationOf(target), ...dialled });
  if (verdict.kind === 'unknown') return { kind: 'unknown', why: verdict.missing };
  const reached = verdict.kind === 'reachable';
  const fits = observed.by === undefined || (verdict.kind === 'reachable' && verdict.by.includes(observed.by));
  if (observed.reached === reached && fits) return undefined;
  const said = explainSwarmVerdict(verdict).split('\n')[0] ?? '';
  return { kind: 'disagree', why: `engine ${observed.reached === true ? `reached ${observed.by ?? ''}` : 'did not reach'}, model ${said}` };
}

function originOf(from: string): SwarmOrigin {
  const node = /^host:(.+)$/.exec(from)?.[1];
  return node === undefined ? { container: from } : { node };
}

function destinationOf(target: string): SwarmDestination {
  const node = /^host:(.+)$/.exec(target)?.[1];
  if (node !== undefined) return { node };
  const [, container, on, six] = /^@([^/]+)\/([^#]+)(#6)?$/.exec(target) ?? [];
  if (container !== undefined && on !== undefined)
    return { container, on, ...(six === undefined ? {} : { family: 6 as const }) };
  return IpAddress.tryParse(target) ? { address: target } : { name: target };
}

function swarmOf({ hosts }: TwoHostFile, vector: TwoHostVector, generation: Generation): DockerSwarm {
  const at = { path: vector.id };
  const nodes = Object.entries(hosts).map(([name, address], index): SwarmNode => ({
    at: { path: name },
    name,
    role: index === 0 ? 'manager' : 'worker',
    availability: 'active',
    labels: {},
    engineLabels: {},
    host: {
      at: { path: name },
      engine: { ...DEFAULT_ENGINE, version: generation === '29' ? 29 : 20, addresses: [address], swarm: index === 0 },
      networks: all(vector.networks.filter(({ host }) => host === name).map(networkOf)),
      containers: all(vector.containers.filter(({ host }) => host === name).map(containerOf)),
      terraform: false,
    },
  }));
  return {
    at,
    nodes: all(nodes),
    networks: all(vector.networks.filter(({ driver }) => driver === 'overlay').map(networkOf)),
    services: all(vector.services.map(serviceOf)),
  };
}

function all<T>(items: readonly T[]): Listed<T> {
  return { items, complete: true };
}

function networkOf(network: TwoHostNetwork): NetworkDefinition {
  const { name, driver, subnet, subnet6, ipv6 = false, internal = false, options = {} } = network;
  const { attachable = driver === 'overlay' } = network;
  const at = { path: name };
  const subnets = [subnet, subnet6].filter((one) => one !== undefined);
  return {
    at,
    name,
    driver,
    ipam: all(subnets.map((one) => ({ at, subnet: one, auxiliary: {} }))),
    ipv6,
    internal,
    attachable,
    ingress: false,
    options,
    existing: false,
  };
}

function containerOf({ name, attach = [], listen = [], publish = [], hostname }: TwoHostContainer): ContainerSpec {
  const at = { path: name };
  return {
    at,
    name,
    namespace: { kind: 'own' },
    endpoints: all(
      attach.map(({ network, ip, ip6, aliases = [] }) => ({
        at,
        network,
        aliases: all(aliases),
        links: NOTHING,
        ...(ip === undefined ? {} : { ipv4: ip }),
        ...(ip6 === undefined ? {} : { ipv6: ip6 }),
      })),
    ),
    ...(hostname === undefined ? {} : { hostname }),
    dns: NOTHING,
    links: NOTHING,
    extraHosts: NOTHING,
    published: all(publish.map((form) => publishedOf(form, at))),
    publishAll: false,
    exposed: NOTHING,
    listeners: listen.map((port) => ({ port, protocol: 'tcp' })),
    running: true,
  };
}

function serviceOf(service: TwoHostService): SwarmService {
  const { name, network, aliases = [], replicas, mode = 'dnsrr', constraints = [], listen = [], ports = [] } = service;
  const at = { path: name };
  return {
    at,
    name,
    mode: replicas === undefined ? { kind: 'global' } : { kind: 'replicated', replicas },
    endpointMode: mode,
    networks: network === undefined ? NOTHING : all([{ at, network, aliases: all(aliases) }]),
    ports: all(ports.map(({ protocol = 'tcp', mode: how = 'ingress', ...port }) => ({ at, protocol, mode: how, ...port }))),
    constraints: all(constraints),
    listeners: listen.map((port) => ({ port, protocol: 'tcp' })),
  };
}
