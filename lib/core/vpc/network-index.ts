import { type TrafficFilter } from '../ecs/security-group';
import { isKnown, type Knowable } from '../values/unknown';
import {
  type AttachedGateway,
  type AwsNetwork,
  type NatGateway,
  type NetworkAcl,
  type Peering,
  type PrefixList,
  type RouteTable,
  type Subnet,
  type TransitAttachment,
  type TransitGateway,
  type TransitRoute,
  type Vpc,
  type VpcEndpoint,
} from './aws-network';
import { type Balancer, type BalancerTargets } from './balancer';
import { type Element } from '../values/element';
import { type Listed } from '../values/listed';
import { type NetworkHost } from './host';
import { type TaskStart } from './task-start';

/** The elements of a network by their keys, made once. */
export interface NetworkIndex {
  readonly network: AwsNetwork;
  readonly vpcs: ReadonlyMap<string, Vpc>;
  readonly subnets: ReadonlyMap<string, Subnet>;
  readonly tables: ReadonlyMap<string, RouteTable>;
  readonly acls: ReadonlyMap<string, NetworkAcl>;
  readonly internetGateways: ReadonlyMap<string, AttachedGateway>;
  readonly egressOnlyGateways: ReadonlyMap<string, AttachedGateway>;
  readonly natGateways: ReadonlyMap<string, NatGateway>;
  readonly peerings: ReadonlyMap<string, Peering>;
  readonly transitGateways: ReadonlyMap<string, TransitGateway>;
  readonly transitAttachments: ReadonlyMap<string, TransitAttachment>;
  readonly transitRoutes: ReadonlyMap<string, readonly TransitRoute[]>;
  readonly prefixLists: ReadonlyMap<string, PrefixList>;
  /** Default groups of VPCs too. */
  readonly groups: ReadonlyMap<string, TrafficFilter>;
  readonly hosts: ReadonlyMap<string, NetworkHost>;
  readonly balancers: ReadonlyMap<string, Balancer>;
  readonly balancerTargets: ReadonlyMap<string, BalancerTargets>;
  readonly endpoints: ReadonlyMap<string, VpcEndpoint>;
  readonly endpointsOf: ReadonlyMap<string, readonly VpcEndpoint[]>;
  readonly starts: ReadonlyMap<string, TaskStart>;
}

const INDEXES = new WeakMap<AwsNetwork, NetworkIndex>();

export function indexOf(network: AwsNetwork): NetworkIndex {
  let index = INDEXES.get(network);
  if (!index) INDEXES.set(network, (index = make(network)));
  return index;
}

function make(network: AwsNetwork): NetworkIndex {
  return {
    network,
    vpcs: byKey(network.vpcs),
    subnets: byKey(network.subnets),
    tables: byKey(network.tables),
    acls: byKey(network.acls),
    internetGateways: byKey(network.internetGateways),
    egressOnlyGateways: byKey(network.egressOnlyGateways),
    natGateways: byKey(network.natGateways),
    peerings: byKey(network.peerings),
    transitGateways: byKey(network.transitGateways),
    transitAttachments: byKey(network.transitAttachments),
    transitRoutes: groupedBy(network.transitRoutes, ({ table }) => table),
    prefixLists: byKey(network.prefixLists),
    groups: byKey([...network.vpcs.map(({ defaultGroup }) => defaultGroup), ...network.groups]),
    hosts: byKey(network.hosts),
    balancers: byKey(network.balancers),
    balancerTargets: byKey(network.balancerTargets),
    endpoints: byKey(network.endpoints),
    endpointsOf: groupedBy(network.endpoints, ({ vpc }) => vpc),
    starts: byKey(network.starts),
  };
}

function byKey<T extends Element>(elements: readonly T[]): ReadonlyMap<string, T> {
  return new Map(elements.map((element) => [element.key, element]));
}

function groupedBy<T>(
  elements: readonly T[],
  keyOf: (element: T) => Knowable<string>,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const element of elements) {
    const key = keyOf(element);
    if (!isKnown(key)) continue;
    const group = groups.get(key);
    if (group) group.push(element);
    else groups.set(key, [element]);
  }
  return groups;
}

/** The element that a key names, where it is in sight. */
export function find<T>(map: ReadonlyMap<string, T>, key: Knowable<string> | undefined): T | undefined {
  return key === undefined || !isKnown(key) ? undefined : map.get(key);
}

/** Whether two subnets, or what they stand for, are in one VPC; undefined where that is not known. */
export function sameVpc(index: NetworkIndex, one: Knowable<string>, other: Knowable<string>): boolean | undefined {
  if (!isKnown(one) || !isKnown(other)) return undefined;
  if (one === other) return true;
  return index.vpcs.has(one) && index.vpcs.has(other) ? false : undefined;
}

/**
 * Whether a VPC in sight is certainly none of those that a list names: a name that comes from elsewhere may turn out to be
 * its own.
 */
export function isNoneOf(index: NetworkIndex, { items, complete }: Listed<Knowable<string>>, vpc: string): boolean {
  return complete && index.vpcs.has(vpc) && items.every((key) => sameVpc(index, key, vpc) === false);
}

/** Whether two zones are one; undefined where they are not said in one way. */
export function sameZone(one: Knowable<string>, other: Knowable<string>): boolean | undefined {
  if (!isKnown(one) || !isKnown(other)) return undefined;
  if (one === other) return true;
  return spellingOf(one) === spellingOf(other) && !isOpen(one) && !isOpen(other) ? false : undefined;
}

/** How a zone is written: by its number among those there are, by its id, such as `use1-az1`, or by its name. */
function spellingOf(zone: string): 'number' | 'id' | 'name' {
  if (zone.startsWith('#')) return 'number';
  return /-az\d+$/.test(zone) ? 'id' : 'name';
}

function isOpen(zone: string): boolean {
  return zone.includes('${');
}
