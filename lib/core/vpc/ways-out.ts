import { isKnown } from '../values/unknown';
import { areAllPrivate, placeText, type Addresses } from './addresses';
import {
  type AttachedGateway,
  type NatGateway,
  type Peering,
  type Route,
  type RouteTarget,
  type Subnet,
} from './aws-network';
import { type Flow } from './flow';
import { EPHEMERAL } from './host';
import { find, isNoneOf, sameVpc, sameZone, type NetworkIndex } from './network-index';
import { PathRecord } from './path-record';
import { combined, type PathResult } from './path-verdict';
import { checkPublicAccess } from './public-access';
import { routeTo } from './routing';
import { addressesOf, type Station } from './station';
import { passAcl } from './subnet-acl';
import { enterAttachment, passAttachments } from './transit-acl';
import { backByTransitGateway, outByTransitGateway, type TransitWay } from './transit';

/**
 * Out of a VPC, by whatever the route table of the subnet leads to.
 *
 * @returns whether it was also judged how the answers get into the subnet
 */
export function leave(
  record: PathRecord,
  index: NetworkIndex,
  from: Station,
  subnet: Subnet,
  destination: Addresses,
  flow: Flow,
): boolean {
  const routing = routeTo(index, subnet, destination);
  if (routing.kind === 'unknown') {
    record.lack('route', routing.at, routing.why);
    return false;
  }
  if (routing.kind === 'none') {
    record.stop('route', 'route-missing', routing.at, { to: placeText(destination) });
    return false;
  }
  const { route, table, isPartial } = routing;
  if (isPartial) record.stop('route', 'route-missing', table, { to: placeText(destination) }, 'may');
  record.hop('route', table, route);
  const { target } = route;
  if (!isKnown(target)) {
    record.lack('route', route, 'what it leads to is not in sight');
    return false;
  }
  if (areAllPrivate(destination) && leadsOutOnly(index, target, destination)) {
    record.stop('route', 'address-private', table, { to: OUTWARD[target.kind] ?? target.kind });
    return false;
  }
  switch (target.kind) {
    case 'internet-gateway': {
      throughInternetGateway(record, index, from, subnet, route, target.key, flow);
      return false;
    }
    case 'nat-gateway': {
      const nat = index.natGateways.get(target.key);
      if (!nat) {
        record.lack('route', route, 'what it leads to is not in sight');
        return false;
      }
      if (flow.family === 6) {
        record.stop('route', 'route-elsewhere', route, { to: 'a NAT gateway' });
        return false;
      }
      throughNat(record, index, { from, subnet, nat, destination, flow });
      return false;
    }
    case 'egress-only-gateway': {
      const gateway = index.egressOnlyGateways.get(target.key);
      if (!attached(record, index, gateway, subnet, route)) return false;
      record.hop('egress-only-gateway', gateway);
      checkPublicAccess(record, index, subnet, 'egress');
      return false;
    }
    case 'peering': {
      const peering = index.peerings.get(target.key);
      if (!peering) {
        record.lack('route', route, 'what it leads to is not in sight');
        return false;
      }
      if (mayOwn(index, peering, from, destination)) {
        record.lack('route', route, 'what stands at the address is not in sight');
        return false;
      }
      // a peer shares none of its ways out
      record.stop('route', 'peering-not-transitive', route);
      return false;
    }
    case 'transit-gateway': {
      if (!areAllPrivate(destination))
        return leaveElsewhere(record, index, { from, route, key: target.key, destination, flow });
      record.lack('route', route, 'what stands at the address is not in sight');
      return false;
    }
    case 'opaque': {
      if (target.forwards === false) {
        record.stop('route', 'instance-does-not-forward', route);
        return false;
      }
      record.lack('route', route, `what ${target.what} does with packets is not written down`);
      return false;
    }
  }
}

const OUTWARD: Readonly<Partial<Record<RouteTarget['kind'], string>>> = {
  'internet-gateway': 'an internet gateway',
  'nat-gateway': 'a NAT gateway',
  'egress-only-gateway': 'an egress-only gateway',
};

/** Whether a target leads to the internet and nowhere else. */
export function leadsOutOnly(index: NetworkIndex, target: RouteTarget, destination: Addresses): boolean {
  if (target.kind === 'internet-gateway' || target.kind === 'egress-only-gateway') return true;
  if (target.kind !== 'nat-gateway') return false;
  const nat = index.natGateways.get(target.key);
  const home = find(index.subnets, nat?.subnet);
  if (!home) return nat !== undefined && nat.subnet === undefined;
  const next = routeTo(index, home, destination);
  if (next.kind === 'none') return true;
  return next.kind === 'route' && isKnown(next.route.target) && next.route.target.kind === 'internet-gateway';
}

/** Whether the other VPC of a peering connection may have an address that no subnet in sight has. */
function mayOwn(index: NetworkIndex, { vpcs }: Peering, { vpc: here }: Station, destination: Addresses): boolean {
  if (destination.kind !== 'blocks') return false;
  return vpcs.some((key) => {
    const vpc = find(index.vpcs, key);
    if (isKnown(key) && key === here) return false;
    if (!vpc?.blocks.complete) return true;
    return vpc.blocks.items.some((one) => !isKnown(one) || destination.blocks.some((block) => one.overlaps(block)));
  });
}

interface TransitLeg {
  readonly from: Station;
  readonly route: Route;
  readonly key: string;
  readonly destination: Addresses;
  readonly flow: Flow;
}

/**
 * Out by the NAT gateway of another VPC on a transit gateway, and back the same way.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-nat-igw.html
 */
function leaveElsewhere(
  record: PathRecord,
  index: NetworkIndex,
  { from, route, key, destination, flow }: TransitLeg,
): boolean {
  const way = outByTransitGateway(record, index, from, route, key, destination);
  if (!way) return false;
  const clients = addressesOf(index, from, flow.family);
  if (clients) enterAttachment(record, index, way.here, { from, source: clients, flow }, ['nacl-in', 'nacl-out']);
  const { subnets } = way.there;
  const exits = subnets.items.map((one) => find(index.subnets, one));
  if (!subnets.complete || exits.length === 0 || exits.includes(undefined)) {
    record.lack('route', way.there, 'its subnets are not all in sight');
  }
  const legs = exits
    .filter((exit) => exit !== undefined)
    .map((exit) => leaveFrom(index, way, exit, { from, destination, flow }));
  if (legs.length > 0) record.add(combined(legs));
  return legs.length > 0;
}

/** On from the subnet of an attachment: its own table leads to a NAT gateway, and that of the gateway back. */
function leaveFrom(
  index: NetworkIndex,
  way: TransitWay,
  exit: Subnet,
  { from, destination, flow }: Pick<TransitLeg, 'from' | 'destination' | 'flow'>,
): PathResult {
  const record = new PathRecord();
  const routing = routeTo(index, exit, destination);
  if (routing.kind === 'unknown') {
    record.lack('route', routing.at, routing.why);
    return record;
  }
  if (routing.kind === 'none') {
    record.stop('route', 'route-missing', routing.at, { to: placeText(destination) });
    return record;
  }
  const { route, table } = routing;
  const target = isKnown(route.target) ? route.target : undefined;
  const nat = target?.kind === 'nat-gateway' ? index.natGateways.get(target.key) : undefined;
  const home = nat && find(index.subnets, nat.subnet);
  if (target?.kind === 'internet-gateway') {
    record.stop('no-public-ip', 'no-public-address', from.publicIpAt, { way: 'out' });
    return record;
  }
  if (!nat || !home) {
    record.lack('route', route, 'what it leads to is not looked at');
    return record;
  }
  record.hop('route', table, route);
  passAcl(record, index, { subnet: exit, vpc: exit.vpc }, 'egress', destination, flow, 'nacl-out');
  throughNat(record, index, { from, subnet: exit, nat, destination, flow });
  const clients = addressesOf(index, from, flow.family);
  if (!clients) return record;
  const back = routeTo(index, home, clients);
  if (back.kind === 'unknown') record.lack('route', back.at, back.why);
  else if (back.kind === 'none') record.stop('route', 'route-back-missing', back.at);
  else {
    const answer = isKnown(back.route.target) ? back.route.target : undefined;
    if (answer?.kind === 'transit-gateway' && answer.key === way.gateway.key) {
      record.hop('route-back', back.table, back.route);
      backByTransitGateway(record, index, way, clients);
      passAttachments(
        record,
        index,
        { ...way, here: way.there, there: way.here },
        {
          from: { subnet: home },
          to: from,
          source: destination,
          destination: clients,
          flow: { ...flow, ports: from.ephemeral },
        },
      );
    } else if (!answer || answer.kind === 'opaque' || answer.kind === 'transit-gateway') {
      record.lack('route', back.route, 'what it leads to is not in sight');
    } else record.stop('route', 'route-back-missing', back.table);
  }
  return record;
}

/** Whether a gateway is attached to the VPC of a subnet; says so where it is not, or not known. */
export function attached(
  record: PathRecord,
  index: NetworkIndex,
  gateway: AttachedGateway | undefined,
  subnet: Subnet,
  route: Route,
): gateway is AttachedGateway {
  const { vpc } = subnet;
  if (!gateway) {
    record.lack('route', route, 'what it leads to is not in sight');
    return false;
  }
  if (isKnown(vpc) && gateway.vpcs.items.includes(vpc)) {
    if (!isDiverted(index, gateway, subnet)) return true;
    record.lack('route', gateway, 'its route table leads what comes in through something else first');
    return false;
  }
  if (isKnown(vpc) && isNoneOf(index, gateway.vpcs, vpc)) {
    record.stop('route', 'gateway-unattached', route, { gateway: gateway.key });
  } else record.lack('route', route, 'whether its gateway is attached to the VPC is not known');
  return false;
}

/** Whether a route table of a gateway leads what comes in for a subnet anywhere else. */
function isDiverted(index: NetworkIndex, { table: key }: AttachedGateway, { block, block6 }: Subnet): boolean {
  if (key === undefined) return false;
  const table = find(index.tables, key);
  if (!table?.routes.complete) return true;
  const own = [block, block6].filter((one) => one !== undefined);
  return table.routes.items.some(({ destination }) =>
    own.some(
      (one) =>
        destination.kind !== 'block' || !isKnown(destination.block) || !isKnown(one) || destination.block.overlaps(one),
    ),
  );
}

function throughInternetGateway(
  record: PathRecord,
  index: NetworkIndex,
  from: Station,
  subnet: Subnet,
  route: Route,
  key: string,
  { family }: Flow,
): void {
  const gateway = index.internetGateways.get(key);
  const isAttached = attached(record, index, gateway, subnet, route);
  if (family === 4 && !isKnown(from.publicIp)) record.lack('no-public-ip', from.publicIpAt, from.publicIp.why);
  else if (family === 4 && !from.publicIp)
    record.stop('no-public-ip', 'no-public-address', from.publicIpAt, { way: 'out' });
  else if (isAttached) {
    record.hop('internet-gateway', gateway);
    checkPublicAccess(record, index, subnet, 'direct');
  }
}

interface NatWay {
  readonly from: Station;
  readonly subnet: Subnet;
  readonly nat: NatGateway;
  readonly destination: Addresses;
  readonly flow: Flow;
}

/** Through a NAT gateway: both sides of its own subnet count too. */
export function throughNat(
  record: PathRecord,
  index: NetworkIndex,
  { from, subnet, nat, destination, flow }: NatWay,
): void {
  if (!isKnown(nat.isPublic)) {
    record.lack('nat-misplaced', nat, nat.isPublic.why);
    return;
  }
  if (!nat.isPublic) {
    record.stop('nat-misplaced', 'nat-private', nat);
    return;
  }
  const home = find(index.subnets, nat.subnet);
  const vpc = nat.subnet === undefined ? nat.vpc : home?.vpc;
  if (vpc !== undefined && sameVpc(index, vpc, subnet.vpc) === false) {
    record.stop('nat-misplaced', 'nat-of-other-vpc', nat, { subnet: subnet.key });
    return;
  }
  if (nat.subnet === undefined) {
    if (!regionalServes(record, index, nat, subnet)) return;
    record.hop('nat-gateway', nat);
    checkPublicAccess(record, index, subnet, 'egress');
    return;
  }
  if (!home) {
    record.lack('nat-misplaced', nat, 'its subnet is not in sight');
    return;
  }
  if (home === subnet) {
    record.stop('nat-misplaced', 'nat-without-way-out', nat, { subnet: home.key });
    return;
  }
  const [clients, here] = [addressesOf(index, from, 4), { subnet: home, vpc: home.vpc }];
  const translated: Flow = { ...flow, family: 4 };
  if (clients) passAcl(record, index, here, 'ingress', clients, translated, 'nacl-in');
  passAcl(record, index, here, 'egress', destination, translated, 'nacl-out');
  const way = wayOutOf(record, index, home, destination);
  if (way === false) record.stop('nat-misplaced', 'nat-without-way-out', nat, { subnet: home.key });
  else if (way !== true) record.lack('nat-misplaced', nat, way);
  else {
    record.hop('nat-gateway', nat);
    checkPublicAccess(record, index, home, 'egress', subnet);
  }
  passAcl(record, index, here, 'ingress', destination, { ...translated, ports: EPHEMERAL.any }, 'nacl-return');
  if (clients) passAcl(record, index, here, 'egress', clients, { ...translated, ports: from.ephemeral }, 'nacl-return');
}

/** Whether a regional NAT gateway has a way out, and is in the zone of a subnet; says so where it has not. */
function regionalServes(record: PathRecord, index: NetworkIndex, nat: NatGateway, { key, zone }: Subnet): boolean {
  const { internetGateways } = index.network;
  const vpc = find(index.vpcs, nat.vpc);
  if (vpc && !vpc.open && internetGateways.every(({ vpcs }) => isNoneOf(index, vpcs, vpc.key))) {
    record.stop('nat-misplaced', 'nat-without-gateway', nat, { vpc: vpc.key });
    return false;
  }
  const served = nat.zones?.items.map((one) => sameZone(one, zone)) ?? [true];
  if (served.includes(true)) return true;
  if (nat.zones?.complete !== true || served.includes(undefined)) {
    record.lack('nat-misplaced', nat, 'whether it serves the zone of the subnet is not known');
  } else record.stop('nat-misplaced', 'nat-zone-missing', nat, { subnet: key });
  return false;
}

/** Whether a subnet leads to an internet gateway of its VPC; a text where that is not known. Says so where only some addresses do. */
function wayOutOf(record: PathRecord, index: NetworkIndex, subnet: Subnet, destination: Addresses): boolean | string {
  const routing = routeTo(index, subnet, destination);
  if (routing.kind === 'unknown') return routing.why;
  if (routing.kind === 'none') return false;
  const { table, isPartial } = routing;
  const { target } = routing.route;
  if (!isKnown(target)) return target.why;
  if (target.kind === 'opaque' || target.kind === 'transit-gateway') return 'what its subnet leads to is not looked at';
  if (target.kind !== 'internet-gateway') return false;
  const probe = new PathRecord();
  const isThere = attached(probe, index, index.internetGateways.get(target.key), subnet, routing.route);
  if (isThere && isPartial) record.stop('route', 'route-missing', table, { to: placeText(destination) }, 'may');
  return isThere ? true : (probe.gaps[0]?.why ?? false);
}
