import { type TrafficFilter } from '../ecs/security-group';
import { type Cidr } from '../values/address';
import { type Listed } from '../values/listed';
import { type Knowable, type Unknown } from '../values/unknown';
import { type Balancer, type BalancerTargets } from './balancer';
import { type DnsZone } from './dns-zone';
import { type Element } from '../values/element';
import { type NetworkHost } from './host';
import { type TaskStart } from './task-start';

/**
 * A virtual private cloud.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/configure-your-vpc.html
 */
export interface Vpc extends Element {
  /** IPv4 blocks, the first one and those that were added. */
  readonly blocks: Listed<Knowable<Cidr>>;
  /** Whether Amazon's resolver answers in it. */
  readonly dnsSupport: Knowable<boolean>;
  /** Whether private zones and private names of endpoints work in it, with {@link dnsSupport}. */
  readonly dnsHostnames: Knowable<boolean>;
  /** Whether its DHCP options name the resolver of Amazon. */
  readonly asksAmazonDns: Knowable<boolean>;
  /** Whether its DHCP options complete short names with a domain that is none of Amazon's. @default - they do not */
  readonly hasOwnDomain?: Knowable<boolean> | undefined;
  /** Its DHCP options, where they are in sight and name other resolvers. */
  readonly otherResolvers?: Element | undefined;
  /** What an interface has that names no group: in from itself, out to everywhere, unless something changes it. */
  readonly defaultGroup: TrafficFilter;
  /** Why routes, endpoints or gateways may be there that nobody saw; undefined: none can. */
  readonly open: Unknown | undefined;
}

/** A block of addresses of a VPC, in one zone. */
export interface Subnet extends Element {
  /** Key of its VPC. */
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

/** Which packets a route is for: those to a block, or to every block of a prefix list. */
export type RouteDestination =
  | { readonly kind: 'block'; readonly block: Knowable<Cidr> }
  | { readonly kind: 'prefix-list'; readonly list: Knowable<string> };

/** Where a route sends packets. */
export type RouteTarget =
  | {
      readonly kind: 'internet-gateway' | 'nat-gateway' | 'egress-only-gateway' | 'peering' | 'transit-gateway';
      readonly key: string;
    }
  /** Something that is in sight, and what it does with packets is not; an instance may be set to forward none. */
  | { readonly kind: 'opaque'; readonly what: string; readonly forwards?: false };

/** One line of a route table. */
export interface Route extends Element {
  /** Which packets it is for. */
  readonly destination: RouteDestination;
  /** Where it sends them. */
  readonly target: Knowable<RouteTarget>;
}

/** The key of the route table of those subnets of a VPC that name none. */
export function mainTableKey(vpc: string): string {
  return `${vpc}.MainRouteTable`;
}

/** What decides where packets from a subnet go. */
export interface RouteTable extends Element {
  /** Key of its VPC. */
  readonly vpc: Knowable<string>;
  /** Written routes; the local ones of the VPC are not among them. */
  readonly routes: Listed<Route>;
  /** Who may add routes while everything runs, such as a virtual private gateway; undefined: nobody. */
  readonly propagation: Element | undefined;
}

/** One line of a network ACL. */
export interface AclEntry extends Element {
  /** Lower ones are evaluated first. */
  readonly number: Knowable<number>;
  /** Whether it lets packets through, or drops them. */
  readonly allows: Knowable<boolean>;
  /** IANA number; -1 for all. */
  readonly protocol: Knowable<number>;
  /** Addresses on the other side. */
  readonly block: Knowable<Cidr>;
  /** Undefined: all ports. */
  readonly ports: Knowable<readonly [number, number]> | undefined;
}

/**
 * What a subnet lets in and out, packet by packet.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
 */
export interface NetworkAcl extends Element {
  /** Lines for what comes in. */
  readonly ingress: Listed<AclEntry>;
  /** Lines for what goes out. */
  readonly egress: Listed<AclEntry>;
}

/** An internet gateway or an egress-only one, with the VPCs it is attached to. */
export interface AttachedGateway extends Element {
  /** Keys of the VPCs. */
  readonly vpcs: Listed<Knowable<string>>;
  /** Key of the route table that decides about what comes in by it; undefined: none is associated. */
  readonly table?: Knowable<string> | undefined;
}

/**
 * A gateway that lends its address to packets on their way out.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
 */
export interface NatGateway extends Element {
  /** Undefined: a regional one, that stands in no subnet. */
  readonly subnet: Knowable<string> | undefined;
  /** Of a regional one. */
  readonly vpc?: Knowable<string> | undefined;
  /** Zones that a regional one serves, where they are given; undefined: it follows what runs. */
  readonly zones?: Listed<Knowable<string>> | undefined;
  /** Whether it leads to the internet, or only to other networks. */
  readonly isPublic: Knowable<boolean>;
}

/**
 * A way to a service of AWS that does not leave the VPC.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export interface VpcEndpoint extends Element {
  /** What leads to it: routes, or addresses in subnets. */
  readonly kind: Knowable<'gateway' | 'interface' | 'other'>;
  /** Such as `com.amazonaws.eu-west-1.ecr.api`. */
  readonly service: Knowable<string>;
  /** Key of its VPC. */
  readonly vpc: Knowable<string>;
  /** Route tables that lead to a gateway endpoint. */
  readonly tables: Listed<Knowable<string>>;
  /** Keys of the subnets in which an interface endpoint has addresses. */
  readonly subnets: Listed<Knowable<string>>;
  /** Undefined: none is named, so the default group of the VPC. */
  readonly groups: Listed<Knowable<string>> | undefined;
  /** Whether the usual name of the service leads to it. */
  readonly privateDns: Knowable<boolean>;
  /** Whether its private name is for callers from outside only, so that those in the VPC take a gateway endpoint. */
  readonly inboundResolverOnly: Knowable<boolean>;
  /** Whether it may be for a service of another region than its own. @default false */
  readonly crossesRegions?: boolean;
  /** Whether it is there already, so that AWS took it. @default false */
  readonly exists?: boolean;
}

/**
 * A connection of two VPCs, from one to the other only.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
 */
export interface Peering extends Element {
  /** Keys of the two VPCs. */
  readonly vpcs: readonly [Knowable<string>, Knowable<string>];
  /** Whether it is accepted, so that packets pass. */
  readonly isAccepted: Knowable<boolean>;
}

/**
 * A hub between VPCs.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 */
export interface TransitGateway extends Element {
  /** Whether its default table decides for attachments that name none. */
  readonly associatesByDefault: Knowable<boolean>;
  /** Whether its default table learns the blocks of every attachment. */
  readonly propagatesByDefault: Knowable<boolean>;
  /** Whether a group can be named on the other side. */
  readonly carriesGroups: Knowable<boolean>;
}

/** A VPC on a transit gateway. */
export interface TransitAttachment extends Element {
  /** Key of the transit gateway. */
  readonly gateway: Knowable<string>;
  /** Key of the VPC. */
  readonly vpc: Knowable<string>;
  /** Keys of the subnets, one a zone, by which packets come and go. */
  readonly subnets: Listed<Knowable<string>>;
  /** Whether groups of the VPC can be named on the other side. */
  readonly carriesGroups: Knowable<boolean>;
  /** Tables of the gateway that decide about what it sends; more than one only in a broken template. */
  readonly associations: Listed<Knowable<string>>;
  /** Tables of the gateway that learn its blocks. */
  readonly propagations: Listed<Knowable<string>>;
  /** Whether it takes the default table of the gateway, where that is given to those that name none. */
  readonly associatesByDefault: Knowable<boolean>;
  /** Whether the default table learns its blocks, where it learns those of all. */
  readonly propagatesByDefault: Knowable<boolean>;
}

/** One line of a table of a transit gateway. */
export interface TransitRoute extends Element {
  /** Key of the table of the transit gateway. */
  readonly table: Knowable<string>;
  /** Packets to these addresses. */
  readonly block: Knowable<Cidr>;
  /** Undefined: packets are dropped. */
  readonly attachment: Knowable<string> | undefined;
}

/** Blocks under one name. */
export interface PrefixList extends Element {
  /** Its blocks. */
  readonly blocks: Listed<Knowable<Cidr>>;
}

/**
 * A setting that keeps the internet out of every VPC of the region.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
 */
export interface PublicAccessBlock extends Element {
  /** Which connections with the internet are refused. */
  readonly mode: Knowable<'off' | 'ingress' | 'bidirectional'>;
}

/** A VPC or subnet that the setting is not for. */
export interface PublicAccessExclusion extends Element {
  /** Key of the VPC that is excepted; undefined: a subnet is. */
  readonly vpc: Knowable<string> | undefined;
  /** Key of the subnet that is excepted; undefined: a VPC is. */
  readonly subnet: Knowable<string> | undefined;
  /** Which connections are let through all the same. */
  readonly mode: Knowable<'bidirectional' | 'egress'>;
}

/**
 * The network of an account and region, as far as it is written down: what any reader makes of its format, and what
 * every question about it is answered from.
 */
export interface AwsNetwork extends Element {
  /** Name of the region, or what stands for it. */
  readonly region: string;
  /** The VPCs. */
  readonly vpcs: readonly Vpc[];
  /** Subnets of all VPCs. */
  readonly subnets: readonly Subnet[];
  /** Route tables of all VPCs. */
  readonly tables: readonly RouteTable[];
  /** Network ACLs of all VPCs. */
  readonly acls: readonly NetworkAcl[];
  /** Internet gateways. */
  readonly internetGateways: readonly AttachedGateway[];
  /** Egress-only internet gateways, for IPv6. */
  readonly egressOnlyGateways: readonly AttachedGateway[];
  /** NAT gateways. */
  readonly natGateways: readonly NatGateway[];
  /** VPC endpoints. */
  readonly endpoints: readonly VpcEndpoint[];
  /** Peering connections. */
  readonly peerings: readonly Peering[];
  /** Transit gateways. */
  readonly transitGateways: readonly TransitGateway[];
  /** Attachments of VPCs to transit gateways. */
  readonly transitAttachments: readonly TransitAttachment[];
  /** Route tables of transit gateways. */
  readonly transitTables: readonly Element[];
  /** Routes in these. */
  readonly transitRoutes: readonly TransitRoute[];
  /** Prefix lists that routes can name. */
  readonly prefixLists: readonly PrefixList[];
  /** Security groups. */
  readonly groups: readonly TrafficFilter[];
  /** Settings that keep the internet out of the whole region. */
  readonly publicAccessBlocks: readonly PublicAccessBlock[];
  /** What these settings are not for. */
  readonly publicAccessExclusions: readonly PublicAccessExclusion[];
  /** What has interfaces in subnets. */
  readonly hosts: readonly NetworkHost[];
  /** Load balancers. */
  readonly balancers: readonly Balancer[];
  /** Target groups. */
  readonly balancerTargets: readonly BalancerTargets[];
  /** Private DNS zones. */
  readonly zones: readonly DnsZone[];
  /** What the tasks of each service have to reach. */
  readonly starts: readonly TaskStart[];
  /** Why it is open whether some of this exists at all; undefined: all of it does. */
  readonly open: Unknown | undefined;
}
