import { type TrafficFilter } from '../ecs/security-group';
import { type Cidr } from '../values/address';
import { type Listed } from '../values/listed';
import { type Knowable, type Unknown } from '../values/unknown';
import { type Balancer, type BalancerTargets } from './balancer';
import { type DnsZone } from './dns-zone';
import { type Element } from '../values/element';
import { type NetworkHost } from './host';
import { type TaskStart } from './task-start';

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/configure-your-vpc.html */
export interface Vpc extends Element {
  /** IPv4 blocks, the first one and those that were added. */
  readonly blocks: Listed<Knowable<Cidr>>;
  /** Whether Amazon's resolver answers in it. */
  readonly dnsSupport: Knowable<boolean>;
  /** Whether private zones and private names of endpoints work in it, with {@link dnsSupport}. */
  readonly dnsHostnames: Knowable<boolean>;
  /** Whether its DHCP options name the resolver of Amazon. */
  readonly asksAmazonDns: Knowable<boolean>;
  /** What an interface has that names no group: in from itself, out to everywhere, unless something changes it. */
  readonly defaultGroup: TrafficFilter;
  /** Why routes, endpoints or gateways may be there that nobody saw; undefined: none can. */
  readonly open: Unknown | undefined;
}

export interface Subnet extends Element {
  readonly vpc: Knowable<string>;
  /** By name, or `#0` for the first of those that there are. */
  readonly zone: Knowable<string>;
  /** Undefined: it has no IPv4. */
  readonly block: Knowable<Cidr> | undefined;
  /** Undefined: it has no IPv6. */
  readonly block6: Knowable<Cidr> | undefined;
  /** Whether instances get a public IPv4 address where nothing else says so. */
  readonly mapsPublicIp: Knowable<boolean>;
  /** Whether the resolver makes IPv6 addresses for names that have IPv4 ones only. */
  readonly dns64: Knowable<boolean>;
  /** Key of its route table; undefined: none is associated, so the main one of the VPC. */
  readonly table: Knowable<string> | undefined;
  /** Key of its network ACL; undefined: none is associated, so the default one of the VPC. */
  readonly acl: Knowable<string> | undefined;
}

export type RouteDestination =
  | { readonly kind: 'block'; readonly block: Knowable<Cidr> }
  | { readonly kind: 'prefix-list'; readonly list: Knowable<string> };

export type RouteTarget =
  | {
      readonly kind: 'internet-gateway' | 'nat-gateway' | 'egress-only-gateway' | 'peering' | 'transit-gateway';
      readonly key: string;
    }
  /** Something that is in sight, and what it does with packets is not. */
  | { readonly kind: 'opaque'; readonly what: string };

export interface Route extends Element {
  readonly destination: RouteDestination;
  readonly target: Knowable<RouteTarget>;
}

export interface RouteTable extends Element {
  readonly vpc: Knowable<string>;
  /** Written routes; the local ones of the VPC are not among them. */
  readonly routes: Listed<Route>;
  /** Who may add routes while everything runs, such as a virtual private gateway; undefined: nobody. */
  readonly propagation: Element | undefined;
}

/** One line of a network ACL. */
export interface AclEntry extends Element {
  /** Lower ones are asked first. */
  readonly number: Knowable<number>;
  readonly allows: Knowable<boolean>;
  /** IANA number; -1 for all. */
  readonly protocol: Knowable<number>;
  readonly block: Knowable<Cidr>;
  /** Undefined: all ports. */
  readonly ports: Knowable<readonly [number, number]> | undefined;
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html */
export interface NetworkAcl extends Element {
  readonly ingress: Listed<AclEntry>;
  readonly egress: Listed<AclEntry>;
}

/** An internet gateway or an egress-only one, with the VPCs it is attached to. */
export interface AttachedGateway extends Element {
  readonly vpcs: Listed<Knowable<string>>;
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html */
export interface NatGateway extends Element {
  /** Undefined: a regional one, that stands in no subnet. */
  readonly subnet: Knowable<string> | undefined;
  readonly isPublic: Knowable<boolean>;
}

/** @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html */
export interface VpcEndpoint extends Element {
  readonly kind: Knowable<'gateway' | 'interface' | 'other'>;
  /** Such as `com.amazonaws.eu-west-1.ecr.api`. */
  readonly service: Knowable<string>;
  readonly vpc: Knowable<string>;
  /** Route tables that lead to a gateway endpoint. */
  readonly tables: Listed<Knowable<string>>;
  readonly subnets: Listed<Knowable<string>>;
  /** Undefined: none is named, so the default group of the VPC. */
  readonly groups: Listed<Knowable<string>> | undefined;
  /** Whether the usual name of the service leads to it. */
  readonly privateDns: Knowable<boolean>;
  /** Whether its private name is for callers from outside only, so that those in the VPC take a gateway endpoint. */
  readonly inboundResolverOnly: Knowable<boolean>;
}

/** @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html */
export interface Peering extends Element {
  readonly vpcs: readonly [Knowable<string>, Knowable<string>];
  /** Whether it is accepted, so that packets pass. */
  readonly isAccepted: Knowable<boolean>;
}

/** @see https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html */
export interface TransitGateway extends Element {
  readonly associatesByDefault: Knowable<boolean>;
  readonly propagatesByDefault: Knowable<boolean>;
  /** Whether a group can be named on the other side. */
  readonly carriesGroups: Knowable<boolean>;
}

export interface TransitAttachment extends Element {
  readonly gateway: Knowable<string>;
  readonly vpc: Knowable<string>;
  readonly subnets: Listed<Knowable<string>>;
  readonly carriesGroups: Knowable<boolean>;
  /** Tables of the gateway that decide about what it sends; more than one only in a broken template. */
  readonly associations: Listed<Knowable<string>>;
  /** Tables of the gateway that learn its blocks. */
  readonly propagations: Listed<Knowable<string>>;
}

export interface TransitRoute extends Element {
  readonly table: Knowable<string>;
  readonly block: Knowable<Cidr>;
  /** Undefined: packets are dropped. */
  readonly attachment: Knowable<string> | undefined;
}

export interface PrefixList extends Element {
  readonly blocks: Listed<Knowable<Cidr>>;
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html */
export interface PublicAccessBlock extends Element {
  readonly mode: Knowable<'off' | 'ingress' | 'bidirectional'>;
}

export interface PublicAccessExclusion extends Element {
  readonly vpc: Knowable<string> | undefined;
  readonly subnet: Knowable<string> | undefined;
  readonly mode: Knowable<'bidirectional' | 'egress'>;
}

/**
 * The network of an account and region, as far as it is written down: what any reader makes of its format, and what
 * every question about it is answered from.
 */
export interface AwsNetwork extends Element {
  /** Name of the region, or what stands for it. */
  readonly region: string;
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly tables: readonly RouteTable[];
  readonly acls: readonly NetworkAcl[];
  readonly internetGateways: readonly AttachedGateway[];
  readonly egressOnlyGateways: readonly AttachedGateway[];
  readonly natGateways: readonly NatGateway[];
  readonly endpoints: readonly VpcEndpoint[];
  readonly peerings: readonly Peering[];
  readonly transitGateways: readonly TransitGateway[];
  readonly transitAttachments: readonly TransitAttachment[];
  readonly transitTables: readonly Element[];
  readonly transitRoutes: readonly TransitRoute[];
  readonly prefixLists: readonly PrefixList[];
  readonly groups: readonly TrafficFilter[];
  readonly publicAccessBlocks: readonly PublicAccessBlock[];
  readonly publicAccessExclusions: readonly PublicAccessExclusion[];
  readonly hosts: readonly NetworkHost[];
  readonly balancers: readonly Balancer[];
  readonly balancerTargets: readonly BalancerTargets[];
  readonly zones: readonly DnsZone[];
  readonly starts: readonly TaskStart[];
  /** Why it is open whether some of this exists at all; undefined: all of it does. */
  readonly open: Unknown | undefined;
}
