import {
  type DockerSwarm,
  type SwarmPort,
  type SwarmNode,
  type SwarmService,
} from '../../../../lib/core/engine/swarm/swarm';
import {
  type ContainerSpec,
  type EngineSettings,
  type NetworkDefinition,
} from '../../../../lib/core/engine/definition/docker-host';
import { NOTHING, type Listed } from '../../../../lib/core/values/listed';
import { type Knowable } from '../../../../lib/core/values/unknown';
import { hostOf } from '../docker/host';

const all = <T>(items: readonly T[]): Listed<T> => ({ items, complete: true });

export interface TerseNode {
  readonly role?: SwarmNode['role'];
  readonly availability?: SwarmNode['availability'];
  readonly labels?: Readonly<Record<string, string>>;
  readonly mtu?: number;
  readonly engine?: Partial<EngineSettings>;
  readonly parts?: readonly (NetworkDefinition | ContainerSpec)[];
}

/** A node: an active worker without anything on it unless it says so. */
export function node(name: string, terse: TerseNode = {}): SwarmNode {
  const { role = 'worker', availability = 'active', labels = {}, mtu, engine = {}, parts = [] } = terse;
  return {
    at: { path: name },
    name,
    role,
    availability,
    labels,
    engineLabels: {},
    ...(mtu === undefined ? {} : { mtu }),
    host: { ...hostOf(parts, engine), at: { path: name }, terraform: false },
  };
}

/** Two nodes, of which the first is the manager. */
export const TWO = [node('a', { role: 'manager' }), node('b')] as const;

export interface TerseService {
  /** A global service when left out. */
  readonly replicas?: Knowable<number>;
  readonly mode?: SwarmService['endpointMode'];
  readonly on?: readonly string[];
  readonly ports?: readonly Partial<SwarmPort>[];
  readonly constraints?: readonly Knowable<string>[];
  readonly maxPerNode?: number;
  readonly sysctls?: Readonly<Record<string, string>>;
  readonly listens?: readonly number[];
}

/** A service that runs anywhere. */
export function service(name: string, terse: TerseService = {}): SwarmService {
  const { replicas, mode = 'vip', on = [], ports = [], constraints = [], maxPerNode, sysctls, listens } = terse;
  const at = { path: name };
  return {
    at,
    name,
    mode: replicas === undefined ? { kind: 'global' } : { kind: 'replicated', replicas },
    endpointMode: mode,
    networks: all(on.map((network) => ({ at, network, aliases: NOTHING }))),
    ports: all(ports.map((port) => ({ at, target: 80, protocol: 'tcp', mode: 'ingress', ...port }))),
    constraints: all(constraints),
    ...(maxPerNode === undefined ? {} : { maxPerNode }),
    ...(sysctls === undefined ? {} : { sysctls }),
    ...(listens === undefined ? {} : { listeners: listens.map((port) => ({ port, protocol: 'tcp' })) }),
  };
}

/** Nodes with what they run together. */
export function swarmOf(
  nodes: readonly SwarmNode[],
  parts: readonly (NetworkDefinition | SwarmService)[] = [],
): DockerSwarm {
  return {
    at: { path: 'swarm' },
    nodes: all(nodes),
    networks: all(parts.filter((one): one is NetworkDefinition => 'driver' in one)),
    services: all(parts.filter((one): one is SwarmService => 'endpointMode' in one)),
  };
}
