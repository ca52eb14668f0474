import { type Listed } from '../values/listed';
import { type Knowable } from '../values/unknown';
import { type Element } from '../values/element';

/** First and last port, both included. */
export type Ports = readonly [number, number];

/** What a host opens connections from. @see https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports */
export const EPHEMERAL = {
  linux: [32768, 60999],
  windows: [49152, 65535],
  any: [1024, 65535],
} as const satisfies Record<string, Ports>;

/** Where interfaces of a host can stand, and what filters them. */
export interface InterfacePlacement {
  /** Keys of the subnets that the interface can be in. */
  readonly subnets: Listed<Knowable<string>>;
  /** Undefined: none is named, so the default group of the VPC; `none`: nothing filters it. */
  readonly groups: Listed<Knowable<string>> | undefined;
  /** Whether it has a public IPv4 address; `subnet`: as the subnet says; `gateway`: where its VPC has an internet gateway. */
  readonly publicIp: Knowable<boolean> | 'subnet' | 'gateway';
  /** The place of that setting. */
  readonly publicIpAt: Element;
}

/** What has interfaces in subnets: tasks of a service, instances, a database, a function. */
export interface NetworkHost extends Element {
  /** What a person calls it, such as `RDS instance`. */
  readonly noun: string;
  /** More than one where it depends on the instances that a task is placed on. */
  readonly placements: Listed<InterfacePlacement>;
  /** TCP ports that it listens on; undefined: whatever runs on it may listen on any. */
  readonly ports: Listed<Knowable<number>> | undefined;
  /** What it opens connections from. */
  readonly ephemeral: Ports;
  /** How many of it there are; undefined: not given. */
  readonly count?: Knowable<number> | undefined;
  /** It stands outside of the VPC, with a public name. */
  readonly isOutside?: boolean;
  /** It only calls: nobody gets to it over the network. */
  readonly onlyCalls?: boolean;
  /** It has a name that Amazon's resolver gives, so it cannot be dialled without. */
  readonly isDialledByName?: boolean;
  /** What it belongs to, such as the file system of a mount target. */
  readonly partOf?: string;
}
