import { type TrafficFilter } from '../ecs/security-group';
import { type Cidr, type IpFamily } from '../values/address';
import { type Listed } from '../values/listed';
import { isKnown, type Knowable, Unknown } from '../values/unknown';
import { type Addresses } from './addresses';
import { type Subnet, type VpcEndpoint } from './aws-network';
import { type Balancer } from './balancer';
import { type Element } from '../values/element';
import { type GroupSet } from './filters';
import { EPHEMERAL, type NetworkHost, type InterfacePlacement, type Ports } from './host';
import { find, isNoneOf, type NetworkIndex } from './network-index';

/** One place where an interface can stand: what a way begins or ends at. */
export interface Station {
  /** What the interface belongs to. */
  readonly element: Element;
  /** Undefined: not in sight. */
  readonly subnet: Subnet | undefined;
  readonly vpc: Knowable<string>;
  /** Undefined: nothing filters it. */
  readonly groups: GroupSet | undefined;
  readonly publicIp: Knowable<boolean>;
  readonly publicIpAt: Element;
  readonly ephemeral: Ports;
  /** TCP ports that it listens on; undefined: any. */
  readonly ports: Listed<Knowable<number>> | undefined;
  /** The network ACL filters what it sends inside of its subnet too, as for nodes of Classic Load Balancers. */
  readonly isFilteredInside?: boolean;
}

/** All the places where interfaces of a host can stand. */
export function stationsOf(index: NetworkIndex, host: NetworkHost): readonly Station[] {
  let known = STATIONS.get(index);
  if (!known) STATIONS.set(index, (known = new Map<NetworkHost, readonly Station[]>()));
  let stations = known.get(host);
  if (!stations) known.set(host, (stations = placesOf(index, host)));
  return stations;
}

const STATIONS = new WeakMap<NetworkIndex, Map<NetworkHost, readonly Station[]>>();

function placesOf(index: NetworkIndex, host: NetworkHost): readonly Station[] {
  return host.placements.items.flatMap((placement) =>
    keysOf(placement).map((key) => stationOf(index, host, placement, key)),
  );
}

/** Where no subnet is in sight, the groups of an interface may still decide. */
function keysOf({ subnets: { items, complete } }: InterfacePlacement): readonly Knowable<string>[] {
  return items.length > 0 || complete ? items : SOMEWHERE;
}

const SOMEWHERE = [new Unknown('the subnet is not in sight')];

/** Whether those are all of them. */
export function knowsStations({ placements }: NetworkHost): boolean {
  return placements.complete && placements.items.every(({ subnets: { complete } }) => complete);
}

function stationOf(
  index: NetworkIndex,
  host: NetworkHost,
  placement: InterfacePlacement,
  key: Knowable<string>,
): Station {
  const subnet = find(index.subnets, key);
  const vpc = subnet?.vpc ?? new Unknown('the subnet is not in sight');
  return {
    element: host,
    subnet,
    vpc,
    groups: groupSetOf(index, placement.groups, vpc, host),
    publicIp: publicIpOf(index, placement, subnet),
    publicIpAt: placement.publicIpAt,
    ephemeral: host.ephemeral,
    ports: host.ports,
  };
}

function publicIpOf(
  index: NetworkIndex,
  { publicIp }: InterfacePlacement,
  subnet: Subnet | undefined,
): Knowable<boolean> {
  if (publicIp === 'gateway') return hasInternetGateway(index, subnet?.vpc);
  if (publicIp !== 'subnet') return publicIp;
  return subnet?.mapsPublicIp ?? new Unknown('the subnet is not in sight');
}

/** Whether an internet gateway is attached to a VPC. */
function hasInternetGateway(index: NetworkIndex, key: Knowable<string> | undefined): Knowable<boolean> {
  const vpc = find(index.vpcs, key);
  if (!vpc || vpc.open) return new Unknown('whether its VPC has an internet gateway is not known');
  const attached = index.network.internetGateways.map(({ vpcs }) => vpcs);
  if (attached.some(({ items }) => items.includes(vpc.key))) return true;
  const isSure = attached.every((vpcs) => isNoneOf(index, vpcs, vpc.key));
  return isSure ? false : new Unknown('whether its VPC has an internet gateway is not known');
}

const UNSEEN: Listed<Knowable<string>> = { items: [], complete: false };

/** The nodes of a load balancer; where none of its subnets is in sight, one that stands somewhere. */
export function nodesOf(index: NetworkIndex, balancer: Balancer): readonly Station[] {
  const { items } = balancer.subnets;
  return (items.length > 0 ? items : SOMEWHERE).map((key) => {
    const subnet = find(index.subnets, key);
    const vpc = subnet?.vpc ?? new Unknown('the subnet is not in sight');
    const unfiltered = balancer.type === 'network' && balancer.groups === undefined;
    // of one of another type they would be those that are left out
    const groups = balancer.groups ?? (isKnown(balancer.type) ? undefined : UNSEEN);
    return {
      element: balancer,
      subnet,
      vpc,
      groups: unfiltered ? undefined : groupSetOf(index, groups, vpc, balancer),
      publicIp: balancer.isInternetFacing,
      publicIpAt: balancer,
      ephemeral: EPHEMERAL.any,
      ports: undefined,
      ...(balancer.type === 'classic' ? { isFilteredInside: true } : {}),
    };
  });
}

/** Some services have more ports than this one, and say so nowhere in a template. */
const HTTPS_AND_OTHERS: Listed<Knowable<number>> = { items: [443], complete: false };

/** The interfaces of an interface endpoint. */
export function endpointStations(index: NetworkIndex, endpoint: VpcEndpoint): readonly Station[] {
  return endpoint.subnets.items.map((key) => {
    const subnet = find(index.subnets, key);
    return {
      element: endpoint,
      subnet,
      vpc: endpoint.vpc,
      groups: groupSetOf(index, endpoint.groups, endpoint.vpc, endpoint),
      publicIp: false,
      publicIpAt: endpoint,
      ephemeral: EPHEMERAL.any,
      ports: HTTPS_AND_OTHERS,
    };
  });
}

function groupSetOf(
  index: NetworkIndex,
  groups: Listed<Knowable<string>> | undefined,
  vpc: Knowable<string>,
  owner: Element,
): GroupSet {
  if (groups === undefined || (groups.complete && groups.items.length === 0)) {
    const filter = find(index.vpcs, vpc)?.defaultGroup;
    return filter
      ? { filters: [filter], isOpen: false, element: owner }
      : { filters: [], isOpen: true, element: owner };
  }
  const filters: TrafficFilter[] = [];
  let isOpen = !groups.complete;
  for (const key of groups.items) {
    const filter = find(index.groups, key);
    if (filter) filters.push(filter);
    else isOpen = true;
  }
  // nobody writes rules for the default group: what stands in it is at fault
  const isDefault = find(index.vpcs, vpc)?.defaultGroup === filters[0];
  return { filters, isOpen, element: isDefault ? owner : (filters[0] ?? owner) };
}

/** Keys by which rules can name the groups of an interface. */
export function groupKeys({ groups }: Station): readonly string[] {
  return groups?.filters.map(({ key }) => key) ?? [];
}

/** Private addresses of an interface; undefined: it has none of the family. */
export function addressesOf(index: NetworkIndex, { subnet, vpc }: Station, family: IpFamily): Addresses | undefined {
  const around = (): Addresses => ({ kind: 'hidden', family, within: family === 4 ? blocksOf(index, vpc) : [] });
  if (!subnet) return family === 4 ? around() : undefined;
  const block = family === 4 ? subnet.block : subnet.block6;
  if (block === undefined) return undefined;
  return isKnown(block) ? oneBlock(block) : around();
}

const BLOCKS = new WeakMap<Cidr, Addresses>();

function oneBlock(block: Cidr): Addresses {
  let addresses = BLOCKS.get(block);
  if (!addresses) BLOCKS.set(block, (addresses = { kind: 'blocks', family: block.family, blocks: [block] }));
  return addresses;
}

function blocksOf(index: NetworkIndex, vpc: Knowable<string>): Extract<Addresses, { kind: 'blocks' }>['blocks'] {
  const blocks = find(index.vpcs, vpc)?.blocks;
  return blocks?.complete === true && blocks.items.every(isKnown) ? blocks.items : [];
}
