import { OTHER_VPC } from './explain-path';
import { isKnown, type Knowable } from '../values/unknown';
import { type Addresses } from './addresses';
import { type Peering, type Route } from './aws-network';
import { find, sameVpc, type NetworkIndex } from './network-index';
import { PathRecord } from './path-record';
import { type PathResult } from './path-verdict';
import { leadsOutOnly } from './ways-out';
import { routeTo } from './routing';
import { type Station } from './station';
import { throughTransitGateway, type TransitWay } from './transit';

/** What joins two interfaces, and which groups are seen across it. */
export interface PathLink {
  readonly way: PathResult;
  readonly isLocal: boolean;
  /** Whether an incoming rule can name the group of the caller; undefined where that is not known. */
  readonly carriesGroups: boolean | undefined;
  /** Whether an outgoing rule can name the group of who is called. */
  readonly carriesGroupsOut: boolean;
  /** The attachments of a transit gateway that packets pass. */
  readonly transit?: TransitWay;
}

interface Ends {
  readonly mine: Addresses;
  readonly theirs: Addresses;
}

/** How packets get from one interface to another: inside of the VPC, by peering, or by a transit gateway. */
export function linkBetween(
  index: NetworkIndex,
  from: Station,
  to: Station,
  { theirs }: Ends,
  direction: 'there' | 'back' = 'there',
): PathLink {
  const record = new PathRecord();
  const isLocal = sameVpc(index, from.vpc, to.vpc);
  const step = direction === 'back' ? 'route-back' : 'route';
  if (isLocal === true) {
    const at = from.subnet ?? from.element;
    record.hop('local-route', find(index.tables, from.subnet?.table) ?? at);
    if (!from.subnet || !to.subnet) {
      record.lack('route', (from.subnet ? to : from).element, 'its subnet is not in sight');
    }
    return { way: record, isLocal: true, carriesGroups: true, carriesGroupsOut: true };
  }
  const closed = { way: record, isLocal: false, carriesGroups: undefined, carriesGroupsOut: true };
  if (isLocal === undefined || !from.subnet) {
    record.lack('route', (from.subnet ? to : from).element, 'whether both are in one VPC is not known');
    return closed;
  }
  const routing = routeTo(index, from.subnet, theirs);
  if (routing.kind === 'unknown') {
    record.lack('route', routing.at, routing.why);
    return closed;
  }
  const missing = direction === 'back' ? 'route-back-missing' : 'route-missing';
  if (routing.kind === 'none') {
    record.stop('route', missing, routing.at, { to: OTHER_VPC });
    return closed;
  }
  const { route, table, isPartial } = routing;
  if (isPartial) record.stop('route', missing, table, { to: OTHER_VPC }, 'may');
  record.hop(step, table, route);
  const { target } = route;
  if (!isKnown(target)) {
    record.lack('route', route, 'what it leads to is not in sight');
    return closed;
  }
  switch (target.kind) {
    case 'peering': {
      const peering = index.peerings.get(target.key);
      if (!peering) record.lack('route', route, 'what it leads to is not in sight');
      else throughPeering(index, record, peering, route, from.vpc, to.vpc);
      return { ...closed, carriesGroups: true };
    }
    case 'transit-gateway': {
      const { carriesGroups, way } = throughTransitGateway(record, index, from, to, route, target.key, theirs);
      return { ...closed, carriesGroups, carriesGroupsOut: false, ...(way ? { transit: way } : {}) };
    }
    case 'opaque':
      if (target.forwards === false) {
        record.stop('route', 'instance-does-not-forward', route);
        return closed;
      }
      record.lack('route', route, `what ${target.what} does with packets is not written down`);
      return closed;
    case 'internet-gateway':
    case 'nat-gateway':
    case 'egress-only-gateway':
      // the internet does not lead to private addresses; a NAT gateway may lead to another network
      if (leadsOutOnly(index, target, theirs)) record.stop('route', missing, table, { to: target.kind });
      else record.lack('route', route, 'whether it leads to the other VPC is not looked at');
      return closed;
  }
}

function throughPeering(
  index: NetworkIndex,
  record: PathRecord,
  peering: Peering,
  route: Route,
  here: Knowable<string>,
  there: Knowable<string>,
): void {
  const [mine, theirs] = [isParty(index, peering, here), isParty(index, peering, there)];
  if (mine === false) {
    record.stop('route', 'peering-of-others', route);
    return;
  }
  if (theirs === false) {
    record.stop('route', 'peering-not-transitive', route);
    return;
  }
  if (mine === undefined || theirs === undefined) {
    record.lack('route', peering, 'the VPCs that it joins are not both in sight');
    return;
  }
  if (!isKnown(peering.isAccepted)) {
    record.lack('route', peering, peering.isAccepted.why);
    return;
  }
  if (!peering.isAccepted) {
    record.stop('route', 'peering-not-accepted', peering);
    return;
  }
  record.hop('peering', peering, route);
}

/** Whether a peering connection is one of a VPC; undefined where that is not known. */
function isParty(index: NetworkIndex, { vpcs }: Peering, vpc: Knowable<string>): boolean | undefined {
  const same = vpcs.map((one) => sameVpc(index, one, vpc));
  if (same.includes(true)) return true;
  return same.includes(undefined) ? undefined : false;
}
