import { type Listed } from '../../values/listed';
import { type Place } from '../../values/place';
import { type Protocol } from '../../values/port';
import { type Knowable } from '../../values/unknown';
import { type DockerHost, type Listener, type NetworkDefinition } from '../definition/docker-host';

/** Engines that are joined in a swarm, and what they run together. */
export interface DockerSwarm {
  /** Where it was defined. */
  readonly at: Place;
  /** The hosts. */
  readonly nodes: Listed<SwarmNode>;
  /** Overlay networks: each is on every node. Local networks are with the host of their node. */
  readonly networks: Listed<NetworkDefinition>;
  /** The services. */
  readonly services: Listed<SwarmService>;
}

/** An engine of a swarm. */
export interface SwarmNode {
  /** Where it was defined. */
  readonly at: Place;
  /** Its host name, by which constraints know it. */
  readonly name: string;
  /** Whether it decides with the others, or only runs tasks. */
  readonly role: 'manager' | 'worker';
  /** Whether it takes tasks of services: `pause` keeps those that it has, `drain` none. */
  readonly availability: Knowable<'active' | 'pause' | 'drain'>;
  /** Labels of the node, for constraints `node.labels.KEY`. */
  readonly labels: Readonly<Record<string, string>>;
  /** Labels of its engine, for constraints `engine.labels.KEY`. */
  readonly engineLabels: Readonly<Record<string, string>>;
  /** Operating system and architecture, such as `linux` and `x86_64`. @default - not known */
  readonly platform?: { readonly os: string; readonly arch: string };
  /** Largest packet on the network between the nodes. @default - 1500 */
  readonly mtu?: number;
  /** The engine with its own networks and the containers that were started on it, services apart. */
  readonly host: DockerHost;
}

/** A service: tasks that the swarm spreads over its nodes. */
export interface SwarmService {
  /** Where it was defined. */
  readonly at: Place;
  /** Name of the service. */
  readonly name: Knowable<string>;
  /** How many tasks there are. */
  readonly mode: ServiceMode;
  /**
   * How its name is answered. *vip*: with one virtual address that leads to any task. *dnsrr*: with the addresses of all
   * tasks.
   */
  readonly endpointMode: Knowable<'vip' | 'dnsrr'>;
  /** Overlay networks that its tasks are on. */
  readonly networks: Listed<SwarmAttachment>;
  /** The ports that it publishes. */
  readonly ports: Listed<SwarmPort>;
  /** Constraints on the nodes, as written: `node.role == worker`. */
  readonly constraints: Listed<Knowable<string>>;
  /** How many tasks one node takes. @default - any number */
  readonly maxPerNode?: Knowable<number>;
  /** Kernel parameters of its tasks. @default - none */
  readonly sysctls?: Readonly<Record<string, Knowable<string>>>;
  /** What listens in each task. @default - not known, so any port counts as listened on */
  readonly listeners?: readonly Listener[];
}

/** How many tasks a service has: a number, or one on every host. */
export type ServiceMode =
  | { readonly kind: 'replicated'; readonly replicas: Knowable<number> }
  /** One task on every node that the constraints allow. */
  | { readonly kind: 'global' };

/** A network that the tasks of a service join. */
export interface SwarmAttachment {
  /** Where it was written. */
  readonly at: Place;
  /** Name of the network. */
  readonly network: Knowable<string>;
  /** Names of the tasks there, besides that of the service. */
  readonly aliases: Listed<Knowable<string>>;
}

/** A port that a service publishes. */
export interface SwarmPort {
  /** Where it was written. */
  readonly at: Place;
  /** Port of the tasks. */
  readonly target: Knowable<number>;
  /** Undefined: in mode *ingress* the swarm picks one of 30000 to 32767, in mode *host* the engine of the node picks one. */
  readonly published?: Knowable<number>;
  /** Protocol of both ports. */
  readonly protocol: Protocol;
  /** *ingress*: on every node, and from there to any task. *host*: on the nodes that run a task, to that task. */
  readonly mode: 'ingress' | 'host';
}
