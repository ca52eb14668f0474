import { isKnown } from '../values/unknown';
import { areAllPrivate, type Addresses } from './addresses';
import { type Subnet, type VpcEndpoint } from './aws-network';
import { atGroups, type Peer } from './filters';
import { portFacts, type Flow } from './flow';
import { EPHEMERAL, type Ports } from './host';
import { remembered } from './memo';
import { sameVpc, type NetworkIndex } from './network-index';
import { linkBetween, type PathLink } from './path-link';
import { PathRecord } from './path-record';
import { type PathResult } from './path-verdict';
import { checkPublicAccess } from './public-access';
import { detour, routeTo } from './routing';
import { addressesOf, groupKeys, type Station } from './station';
import { passAcl } from './subnet-acl';
import { passAttachments, type AclKinds, type TransitPackets } from './transit-acl';
import { attached, leave, throughNat } from './ways-out';

export interface BetweenOptions {
  /** What a group that does not admit is called. */
  readonly kind?: 'sg-in' | 'endpoint-sg';
  /** Who the packets come from, where a load balancer keeps the address of its client. */
  readonly source?: Peer & { readonly ephemeral: Ports };
  /** Whether it does not matter what listens there. */
  readonly ignoresListener?: boolean;
}

/** From one interface to another one, and back. */
export function between(
  index: NetworkIndex,
  from: Station,
  to: Station,
  flow: Flow,
  { kind = 'sg-in', source, ignoresListener = false }: BetweenOptions = {},
): PathResult {
  const record = new PathRecord();
  const [mine, theirs] = [addressesOf(index, from, flow.family), addressesOf(index, to, flow.family)];
  if (!mine || !theirs) {
    const element = mine ? to.element : from.element;
    record.stop('route', 'route-not-for-family', element, { family: flow.family });
    return record;
  }
  const isNear = from.subnet !== undefined && from.subnet === to.subnet;
  const crossing = crossingOf(index, from, to, { mine, theirs }, flow, source);
  const { link } = crossing;
  passOut(record, index, from, peerOf(to, theirs, link.carriesGroupsOut), flow);
  if (!isNear) record.add(crossing.out);
  else if (from.isFilteredInside === true) passAcl(record, index, from, 'egress', theirs, flow, 'nacl-out');
  const peer = source ?? peerOf(from, mine, link.carriesGroups);
  if (!isNear) record.add(crossing.in);
  if (!ignoresListener) listens(record, to, flow);
  passIn(record, index, to, peer, flow, kind);
  if (!isNear) record.add(crossing.back);
  return record;
}

/** An interface, as the groups on the other side see it. */
export function peerOf(station: Station, addresses: Addresses, carriesGroups: boolean | undefined): Peer {
  return {
    addresses,
    groups: carriesGroups === true ? groupKeys(station) : [],
    hiddenGroups: carriesGroups === undefined ? groupKeys(station) : [],
    hasUnseenGroups: carriesGroups !== false && station.groups?.isOpen === true,
  };
}

interface Ends {
  readonly mine: Addresses;
  readonly theirs: Addresses;
}

/** What lies between two subnets, whatever stands in them. */
interface Crossing {
  readonly link: PathLink;
  readonly out: PathResult;
  readonly in: PathResult;
  readonly back: PathResult;
}

const CROSSINGS = new WeakMap<NetworkIndex, Map<string, Crossing>>();

/** Interfaces in one pair of subnets have the same way between them. */
function crossingOf(
  index: NetworkIndex,
  from: Station,
  to: Station,
  ends: Ends,
  flow: Flow,
  source: BetweenOptions['source'],
): Crossing {
  const isUsual = from.vpc === from.subnet?.vpc && to.vpc === to.subnet?.vpc;
  if (source || !isUsual) return crossed(index, from, to, ends, flow, source);
  let known = CROSSINGS.get(index);
  if (!known) CROSSINGS.set(index, (known = new Map<string, Crossing>()));
  const { ports, protocol, family } = flow;
  const key = `${from.subnet.key}\n${to.subnet.key}\n${ports[0]}-${ports[1]}/${protocol}/${family}/${from.ephemeral[0]}-${from.ephemeral[1]}`;
  let crossing = known.get(key);
  if (!crossing) known.set(key, (crossing = crossed(index, from, to, ends, flow, source)));
  return crossing;
}

function crossed(
  index: NetworkIndex,
  from: Station,
  to: Station,
  { mine, theirs }: Ends,
  flow: Flow,
  source: BetweenOptions['source'],
): Crossing {
  const link = linkBetween(index, from, to, { mine, theirs });
  const [out, inward, back] = [new PathRecord(), new PathRecord(), new PathRecord()];
  passAcl(out, index, from, 'egress', theirs, flow, 'nacl-out');
  out.add(link.way);
  reportDetour(out, index, from, to, theirs);
  const addresses = source?.addresses ?? mine;
  arrive(inward, index, link, { from, to, source: addresses, destination: theirs, flow }, ['nacl-in', 'nacl-out']);
  const answer = { ...flow, ports: source?.ephemeral ?? from.ephemeral };
  passAcl(back, index, to, 'egress', addresses, answer, 'nacl-return');
  const home = backOf(index, from, to, link, { mine, theirs });
  back.add(home.way);
  reportDetour(back, index, to, from, addresses);
  arrive(back, index, home, { from: to, to: from, source: theirs, destination: addresses, flow: answer });
  return { link, out, in: inward, back };
}

/** Into the subnet where packets are going; on a transit gateway past the subnets of its attachments. */
function arrive(
  record: PathRecord,
  index: NetworkIndex,
  { transit }: Pick<PathLink, 'transit'>,
  packets: TransitPackets,
  kinds?: AclKinds,
): void {
  const { to, source, flow } = packets;
  if (transit) passAttachments(record, index, transit, packets, kinds);
  else passAcl(record, index, to, 'ingress', source, flow, kinds ? 'nacl-in' : 'nacl-return');
}

/** A route inside of the VPC that leads packets through something else first. */
function reportDetour(record: PathRecord, index: NetworkIndex, from: Station, to: Station, theirs: Addresses): void {
  if (!from.subnet || sameVpc(index, from.vpc, to.vpc) !== true) return;
  const route = detour(index, from.subnet, theirs);
  if (route) record.lack('route', route, 'it leads packets inside of the VPC through something else first');
}

function backOf(
  index: NetworkIndex,
  from: Station,
  to: Station,
  link: PathLink,
  { mine, theirs }: Ends,
): Pick<PathLink, 'way' | 'transit'> {
  if (link.isLocal) return { way: new PathRecord() };
  return linkBetween(index, to, from, { mine: theirs, theirs: mine }, 'back');
}

/** What the caller's own groups make of it. */
function passOut(record: PathRecord, index: NetworkIndex, from: Station, peer: Peer, flow: Flow): void {
  if (!from.groups) return;
  const { element } = from.groups;
  record.decide(atGroups(index, from.groups, 'egress', peer, flow.ports, flow.protocol), {
    step: 'group-out',
    kind: 'sg-out',
    reason: 'group-lets-nothing-out',
    element,
    facts: portFacts(flow),
    why: 'its outgoing rules are not all in sight, or name what is not known',
  });
}

function passIn(
  record: PathRecord,
  index: NetworkIndex,
  to: Station,
  peer: Peer,
  flow: Flow,
  kind: 'sg-in' | 'endpoint-sg',
): void {
  if (!to.groups) return;
  const { element, isOpen } = to.groups;
  record.decide(atGroups(index, to.groups, 'ingress', peer, flow.ports, flow.protocol), {
    step: 'group-in',
    kind,
    reason: element.key === to.element.key && !isOpen ? 'groups-left-out' : 'group-does-not-admit',
    element,
    facts: portFacts(flow),
    why: 'its incoming rules are not all in sight, or name what is not known',
  });
}

function listens(record: PathRecord, { ports, element }: Station, { ports: [port, last], protocol }: Flow): void {
  if (!ports || port !== last) return;
  if (protocol === 'tcp' && ports.items.includes(port)) record.hop('listener', element);
  else if (ports.complete && ports.items.every(isKnown)) {
    record.stop('listener', 'port-not-listened-on', element, { port, listens: ports.items.filter(isKnown) });
  } else record.lack('listener', element, 'the port that it listens on is not known');
}

/**
 * From an interface to somewhere outside of all VPCs, and back.
 * @param gateway the gateway endpoint that the route table of the interface leads to, where it does
 */
export function toPublic(
  index: NetworkIndex,
  from: Station,
  destination: Addresses,
  flow: Flow,
  gateway?: VpcEndpoint,
): PathResult {
  const record = new PathRecord();
  passOut(record, index, from, { addresses: destination, groups: [] }, flow);
  if (from.subnet) record.add(exitFrom(index, from, from.subnet, destination, flow, gateway));
  else record.lack('route', from.element, 'its subnet is not in sight');
  return record;
}

const EXITS = new WeakMap<NetworkIndex, Map<string, PathResult>>();

/** Interfaces in one subnet have the same way out of it, apart from obstacles about their public addresses. */
function exitFrom(
  index: NetworkIndex,
  from: Station,
  subnet: Subnet,
  destination: Addresses,
  flow: Flow,
  gateway: VpcEndpoint | undefined,
): PathResult {
  const exit = (): PathResult => {
    const record = new PathRecord();
    passAcl(record, index, from, 'egress', destination, flow, 'nacl-out');
    if (gateway) record.hop('gateway-endpoint', gateway);
    else if (leave(record, index, from, subnet, destination, flow)) return record;
    passAcl(record, index, from, 'ingress', destination, { ...flow, ports: from.ephemeral }, 'nacl-return');
    return record;
  };
  const { publicIp, publicIpAt, ephemeral, vpc } = from;
  if (destination.kind !== 'somewhere' || vpc !== subnet.vpc || !isKnown(publicIp)) return exit();
  const exits = remembered(EXITS, index, () => new Map<string, PathResult>());
  const { ports, protocol, family } = flow;
  const asked = `${destination.service ?? ''} ${ports.join('-')}/${protocol}/${family}/${ephemeral.join('-')}`;
  const key = `${subnet.key}\n${gateway?.key ?? ''}\n${asked} ${publicIp}`;
  const known = exits.get(key);
  if (known) return known;
  const made = exit();
  if (publicIp || made.obstacles.every(({ element }) => element.key !== publicIpAt.key)) exits.set(key, made);
  return made;
}

/** The IPv6 way of a caller without IPv4 to hosts that have IPv4 only: names get addresses that a NAT gateway turns back. */
export function throughNat64(
  index: NetworkIndex,
  from: Station,
  synthetic: Addresses,
  destination: Addresses,
  flow: Flow,
): PathResult {
  const record = new PathRecord();
  const six: Flow = { ...flow, family: 6 };
  passOut(record, index, from, { addresses: synthetic, groups: [] }, six);
  const { subnet } = from;
  if (!subnet) {
    record.lack('route', from.element, 'its subnet is not in sight');
    return record;
  }
  if (!isKnown(subnet.dns64)) record.lack('dns', subnet, subnet.dns64.why);
  else if (!subnet.dns64) record.stop('dns', 'dns64-off', subnet);
  passAcl(record, index, from, 'egress', synthetic, six, 'nacl-out');
  const routing = routeTo(index, subnet, synthetic);
  const target = routing.kind === 'route' && isKnown(routing.route.target) ? routing.route.target : undefined;
  const nat = target?.kind === 'nat-gateway' ? index.natGateways.get(target.key) : undefined;
  if (routing.kind === 'unknown') record.lack('route', routing.at, routing.why);
  else if (routing.kind === 'none') record.stop('route', 'route-missing', routing.at);
  else if (nat) {
    record.hop('route', routing.table, routing.route);
    throughNat(record, index, { from, subnet, nat, destination, flow });
  } else if (!target || target.kind === 'opaque' || target.kind === 'nat-gateway') {
    record.lack('route', routing.route, 'what it leads to is not in sight');
  } else record.stop('route', 'route-missing', routing.table);
  passAcl(record, index, from, 'ingress', synthetic, { ...six, ports: from.ephemeral }, 'nacl-return');
  return record;
}

/** From outside of all VPCs to an interface, and back. */
export function fromPublic(index: NetworkIndex, to: Station, source: Addresses, flow: Flow): PathResult {
  const record = new PathRecord();
  if (flow.family === 4 && to.publicIp === false) {
    record.stop('no-public-ip', 'no-public-address', to.publicIpAt, { way: 'in' });
  } else if (flow.family === 4 && !isKnown(to.publicIp)) {
    record.lack('no-public-ip', to.publicIpAt, to.publicIp.why);
  }
  const { subnet } = to;
  if (!subnet) record.lack('route', to.element, 'its subnet is not in sight');
  else if (flow.family === 6 && subnet.block6 === undefined) {
    record.stop('no-public-ip', 'route-not-for-family', to.element, { family: 6 });
  } else enter(record, index, subnet, source);
  passAcl(record, index, to, 'ingress', source, flow, 'nacl-in');
  listens(record, to, flow);
  passIn(record, index, to, { addresses: source, groups: [] }, flow, 'sg-in');
  passAcl(record, index, to, 'egress', source, { ...flow, ports: EPHEMERAL.any }, 'nacl-return');
  return record;
}

/** What comes in by the internet gateway has to go back by it. */
function enter(record: PathRecord, index: NetworkIndex, subnet: Subnet, source: Addresses): void {
  const routing = routeTo(index, subnet, source);
  if (routing.kind === 'unknown') {
    record.lack('route', routing.at, routing.why);
    return;
  }
  if (routing.kind === 'none') {
    record.stop('route', 'route-back-missing', routing.at);
    return;
  }
  const { route, table } = routing;
  const { target } = route;
  if (!isKnown(target)) {
    record.lack('route', route, 'what it leads to is not in sight');
    return;
  }
  if (target.kind === 'opaque' || target.kind === 'transit-gateway') {
    record.lack('route', route, 'what it leads to is not looked at');
    return;
  }
  if (target.kind === 'egress-only-gateway') {
    record.stop('route', 'egress-only', route);
    return;
  }
  if (target.kind !== 'internet-gateway') {
    record.stop('route', 'route-elsewhere', route, { to: NAMES[target.kind] });
    return;
  }
  if (areAllPrivate(source)) {
    record.stop('route', 'address-private', table, { to: 'an internet gateway' });
    return;
  }
  const gateway = index.internetGateways.get(target.key);
  if (!attached(record, index, gateway, subnet, route)) return;
  record.hop('internet-gateway', gateway, route);
  record.hop('route-back', table, route);
  checkPublicAccess(record, index, subnet, 'ingress');
}

const NAMES = { 'nat-gateway': 'a NAT gateway', peering: 'a peering connection' } as const;
