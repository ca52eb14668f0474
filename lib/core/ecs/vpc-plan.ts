import { type Listed } from '../values/listed';
import { type Place } from '../values/place';
import { type Knowable } from '../values/unknown';
import { type TrafficFilter } from './security-group';

/** A VPC with its IPv4 blocks as they are written. */
export interface PlannedVpc {
  readonly at: Place;
  readonly key: string;
  readonly blocks: Listed<Knowable<string>>;
}

/** A subnet with its IPv4 block as it is written. */
export interface PlannedSubnet {
  readonly at: Place;
  readonly key: string;
  readonly vpc: Knowable<string> | undefined;
  /** Undefined: none is written. */
  readonly block: Knowable<string> | undefined;
}

/** A NAT gateway as it is written. */
export interface PlannedNatGateway {
  readonly at: Place;
  /** `public` or `private`; undefined when left out (public). */
  readonly connectivity: Knowable<string | undefined>;
  /** `zonal` or `regional`, which finds its addresses itself; undefined when left out (zonal). */
  readonly availability: Knowable<string | undefined>;
  /** Whether an Elastic IP is named. */
  readonly hasElasticIp: Knowable<boolean>;
}

/** A route to a gateway that is attached to the VPC by a resource which the route does not wait for. */
export interface HastyRoute {
  readonly at: Place;
  readonly gateway: string;
  readonly attachments: readonly Place[];
}

/** Something with the VPC that it lies in. */
export interface VpcMember {
  readonly at: Place;
  readonly noun: string;
  readonly vpc: string;
}

/** Two things that have to lie in one VPC, because one uses the other. */
export interface VpcBond {
  readonly at: Place;
  /** What needs both, such as `service`. */
  readonly noun: string;
  readonly one: VpcMember;
  readonly other: VpcMember;
  /** What is used in the VPC of something else. */
  readonly kind: 'subnet' | 'security group' | 'target group' | 'namespace' | 'route table';
}

/** VPCs, subnets and security groups as they are written down, and who has to share a VPC with whom. */
export interface VpcPlan {
  readonly vpcs: readonly PlannedVpc[];
  readonly subnets: readonly PlannedSubnet[];
  readonly natGateways: readonly PlannedNatGateway[];
  readonly hastyRoutes: readonly HastyRoute[];
  readonly securityGroups: readonly TrafficFilter[];
  readonly bonds: readonly VpcBond[];
}

/** How many addresses of an IPv4 subnet can be assigned, by its prefix length: AWS reserves five. @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
export function usableAddresses(prefix: number): number {
  return Math.max(2 ** (32 - prefix) - 5, 0);
}
