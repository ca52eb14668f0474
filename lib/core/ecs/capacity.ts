import { type Element } from '../values/element';
import { type Place } from '../values/place';
import { type PortRange } from '../values/port';
import { type OperatingSystem } from './launch-type';
import { type Listed } from '../values/listed';
import { type Knowable } from '../values/unknown';

/** The kernel and agent that an instance boots. */
export type AmiFamily = 'amazon-linux-2' | 'amazon-linux-2023' | 'bottlerocket' | 'windows' | 'other';

/** Instances that can host tasks: an Auto Scaling group, as a capacity provider or added to the cluster. */
export interface Capacity {
  /** Where it was defined. */
  readonly at: Place;
  /** Name by which services ask for it; undefined when it is added to the cluster without a capacity provider. */
  readonly name?: Knowable<string>;
  /** Such as `t3.medium`. */
  readonly instanceType: Knowable<string>;
  /** The most instances there can be: the maximum of the group. */
  readonly maxInstances: Knowable<number>;
  /**
   * How many instances are asked for at first.
   * @default - not said
   */
  readonly desiredInstances?: Knowable<number>;
  /** What the instances run. */
  readonly operatingSystem: Knowable<OperatingSystem>;
  /** Family of the machine image. */
  readonly amiFamily: Knowable<AmiFamily>;
  /** TCP host ports that the agent keeps from tasks. */
  readonly reservedTcpPorts: Knowable<readonly number[]>;
  /** UDP ports of the host that the agent keeps from tasks. */
  readonly reservedUdpPorts: Knowable<readonly number[]>;
  /** The ports that dynamic mappings are taken from. */
  readonly dynamicPorts: Knowable<PortRange>;
  /** Whether `ECS_DYNAMIC_HOST_PORT_RANGE` (or our own user data) sets it. */
  readonly dynamicPortsGiven: boolean;
  /** Whether network interface trunking was asked for; undefined when nothing says so. */
  readonly trunking: Knowable<boolean | undefined>;
  /** Keys of the security groups of the instances. */
  readonly securityGroups: Listed<Knowable<string>>;
  /**
   * Availability zones of its subnets: by name, or `#0` for the first of those there are.
   * @default - undefined: nobody looked
   */
  readonly zones?: Knowable<readonly string[]>;
  /**
   * Where the network interfaces of its instances stand.
   * @default - undefined: nobody looked
   */
  readonly interfaces?: InstanceInterfaces;
  /**
   * Name of the cluster that its instances register with, where that is not the one that has its capacity provider.
   * @default - undefined: that one, or nobody knows
   */
  readonly otherCluster?: string;
  /** Whether user data is known: what boots decides the agent's settings. */
  readonly userData: Knowable<string | undefined>;
}

/** Where the network interfaces of instances stand. */
export interface InstanceInterfaces {
  /** By which others name the group of instances. */
  readonly key: string;
  /** Keys of the subnets that instances are started in. */
  readonly subnets: Listed<Knowable<string>>;
  /** Whether they get a public IPv4 address; `subnet`: as the subnet says. */
  readonly publicIp: Knowable<boolean> | 'subnet';
  /** What says so. */
  readonly publicIpAt: Element;
}

/**
 * TCP host ports that the agent keeps from tasks unless `ECS_RESERVED_PORTS` says otherwise.
 *
 * 22 ssh, 2375 and 2376 Docker, 51678 introspection, 51679 credentials.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export const RESERVED_TCP_PORTS: Readonly<Record<OperatingSystem, readonly number[]>> = {
  linux: [22, 2375, 2376, 51678, 51679],
  windows: [53, 135, 139, 445, 2375, 2376, 3389, 5985, 5986, 51678, 51679],
};

/** TCP host port that the agent on Windows keeps too where tasks can have roles (`-EnableTaskIAMRole`). */
export const TASK_ROLES_PORT = 80;

/** Reserved host ports that an instance can have at once, the agent's own included. */
export const MAX_RESERVED_PORTS = 100;
