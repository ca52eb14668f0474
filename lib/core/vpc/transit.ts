import { isKnown, type Knowable } from '../values/unknown';
import { type Element } from '../values/element';
import { atomsOf, type Addresses, type Atom } from './addresses';
import { type Route, type TransitAttachment, type TransitGateway, type TransitRoute } from './aws-network';
import { type Cidr } from '../values/address';
import { find, sameZone, type NetworkIndex } from './network-index';
import { type PathRecord } from './path-record';
import { type Station } from './station';

/** The two attachments that packets pass: where they enter a transit gateway, and where they leave it. */
export interface TransitWay {
  readonly gateway: TransitGateway;
  readonly here: TransitAttachment;
  readonly there: TransitAttachment;
}

/** What joins two VPCs on a transit gateway. */
export interface TransitLink {
  /** Whether the groups of the caller are seen on the other side; undefined where that is not known. */
  readonly carriesGroups: boolean | undefined;
  /** Undefined: packets do not get through the gateway, or that is not known. */
  readonly way?: TransitWay;
}

/**
 * Through a transit gateway to another VPC.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 */
export function throughTransitGateway(
  record: PathRecord,
  index: NetworkIndex,
  from: Station,
  to: Station,
  route: Route,
  key: string,
  destination: Addresses,
): TransitLink {
  const entered = enter(record, index, from, route, key);
  if (!entered) return { carriesGroups: undefined };
  const { gateway, here } = entered;
  const there = attachmentOf(index, key, to.vpc);
  if (!there) {
    sayUnattached(record, index, gateway, route);
    return { carriesGroups: undefined };
  }
  const carriesGroups = carries([gateway.carriesGroups, here.carriesGroups, there.carriesGroups]);
  const found = nextOf(index, gateway, here, destination, there);
  if (found.kind === 'attachment' && found.attachment === there) {
    record.hop('transit-gateway', gateway, route);
    return { carriesGroups, way: { gateway, here, there } };
  }
  sayLost(record, found);
  return { carriesGroups };
}

/** Through a transit gateway to whatever VPC leads on to a destination outside of all of them. */
export function outByTransitGateway(
  record: PathRecord,
  index: NetworkIndex,
  from: Station,
  route: Route,
  key: string,
  destination: Addresses,
): TransitWay | undefined {
  const entered = enter(record, index, from, route, key);
  if (!entered) return undefined;
  const { gateway, here } = entered;
  const found = nextOf(index, gateway, here, destination);
  if (found.kind !== 'attachment') {
    sayLost(record, found);
    return undefined;
  }
  record.hop('transit-gateway', gateway, route);
  return { gateway, here, there: found.attachment };
}

/** Whether the answers of a destination behind one attachment get back to the addresses behind the other one. */
export function backByTransitGateway(
  record: PathRecord,
  index: NetworkIndex,
  { gateway, here, there }: TransitWay,
  clients: Addresses,
): void {
  const found = nextOf(index, gateway, there, clients, here);
  if (found.kind !== 'attachment' || found.attachment !== here) sayLost(record, found);
}

/** Into the gateway by the attachment of the caller's VPC, which has to be in its zone. */
function enter(
  record: PathRecord,
  index: NetworkIndex,
  from: Station,
  route: Route,
  key: string,
): { readonly gateway: TransitGateway; readonly here: TransitAttachment } | undefined {
  const gateway = index.transitGateways.get(key);
  if (!gateway) {
    record.lack('route', route, 'what it leads to is not in sight');
    return undefined;
  }
  const here = attachmentOf(index, key, from.vpc);
  if (!here) {
    sayUnattached(record, index, gateway, route);
    return undefined;
  }
  const served = here.subnets.items.map((subnet) => sameZone(zoneOf(index, subnet), from.subnet?.zone ?? '${}'));
  if (!served.includes(true)) {
    if (here.subnets.complete && !served.includes(undefined)) {
      record.stop('route', 'transit-zone-missing', here, { subnet: from.subnet?.key ?? '' });
      return undefined;
    }
    record.lack('route', here, 'whether it has a subnet in the zone of the caller is not known');
  }
  return { gateway, here };
}

function sayUnattached(record: PathRecord, index: NetworkIndex, gateway: TransitGateway, route: Route): void {
  const knowsAll = index.network.transitAttachments.every(
    ({ gateway: one, vpc }) => isKnown(one) && find(index.vpcs, vpc) !== undefined,
  );
  if (knowsAll) record.stop('route', 'transit-unattached', route, { gateway: gateway.key });
  else record.lack('route', gateway, 'which VPCs are attached to it is not known');
}

/** What the table of an attachment says about a destination. */
type Next =
  | { readonly kind: 'attachment'; readonly attachment: TransitAttachment; readonly at: Element }
  | { readonly kind: 'dropped'; readonly by: TransitRoute }
  | { readonly kind: 'unassociated'; readonly at: Element; readonly gateway: string }
  | { readonly kind: 'without-tables'; readonly at: Element }
  | { readonly kind: 'none'; readonly at: Element }
  | { readonly kind: 'unknown'; readonly at: Element; readonly why: string };

/** What becomes of packets that do not get to the attachment that they are meant for. */
function sayLost(record: PathRecord, next: Next): void {
  switch (next.kind) {
    case 'unassociated':
      record.stop('route', 'transit-not-associated', next.at, { gateway: next.gateway });
      return;
    case 'without-tables':
      record.stop('route', 'transit-tables-missing', next.at);
      return;
    case 'dropped':
      record.stop('route', 'transit-route-drops', next.by);
      return;
    case 'none':
    case 'attachment':
      record.stop('route', 'transit-route-missing', next.at);
      return;
    case 'unknown':
      record.lack('route', next.at, next.why);
  }
}

/** Whether both are on; undefined where that is not known. */
function both(one: Knowable<boolean>, other: Knowable<boolean>): boolean | undefined {
  return carries([one, other]);
}

function carries(settings: readonly Knowable<boolean>[]): boolean | undefined {
  if (settings.includes(false)) return false;
  return settings.every((setting) => setting === true) ? true : undefined;
}

function attachmentOf(index: NetworkIndex, gateway: string, vpc: Knowable<string>): TransitAttachment | undefined {
  return index.network.transitAttachments.find((one) => one.gateway === gateway && one.vpc === vpc);
}

function zoneOf(index: NetworkIndex, subnet: Knowable<string>): Knowable<string> {
  return find(index.subnets, subnet)?.zone ?? '${}';
}

/** One way that a table of a transit gateway knows: written, or learnt from an attachment. */
interface Line {
  readonly block: Cidr;
  readonly isWritten: boolean;
  readonly to: TransitAttachment | TransitRoute;
}

/** Where the table that decides about what an attachment sends leads packets to a destination. */
function nextOf(
  index: NetworkIndex,
  gateway: TransitGateway,
  from: TransitAttachment,
  destination: Addresses,
  towards?: TransitAttachment,
): Next {
  const { associatesByDefault, propagatesByDefault } = gateway;
  const [association] = from.associations.items;
  if (association === undefined) {
    const associates = both(associatesByDefault, from.associatesByDefault);
    if (!from.associations.complete || associates === undefined)
      return { kind: 'unknown', at: from, why: 'the table that it is associated with is not known' };
    if (!associates && associatesByDefault === false && index.network.transitTables.length === 0)
      return { kind: 'without-tables', at: gateway };
    if (!associates) return { kind: 'unassociated', at: from, gateway: gateway.key };
    if (!isKnown(propagatesByDefault))
      return { kind: 'unknown', at: gateway, why: 'whether it propagates by default is not known' };
  }
  const table =
    association !== undefined && isKnown(association)
      ? index.network.transitTables.find(({ key }) => key === association)
      : undefined;
  if (association !== undefined && !table)
    return { kind: 'unknown', at: from, why: 'the table that it is associated with is not in sight' };
  return bestOf(index, gateway, table, destination, towards);
}

/** The longest prefix wins, and of equal ones what is written. Without a table it is the default one. */
function bestOf(
  index: NetworkIndex,
  gateway: TransitGateway,
  table: Element | undefined,
  destination: Addresses,
  towards: TransitAttachment | undefined,
): Next {
  const at = table ?? gateway;
  const attachments = index.network.transitAttachments.filter((one) => one.gateway === gateway.key);
  const routes = table ? (index.transitRoutes.get(table.key) ?? []) : [];
  const learnt = attachments.filter(({ propagations: { items }, propagatesByDefault }) =>
    table ? items.includes(table.key) : both(gateway.propagatesByDefault, propagatesByDefault) === true,
  );
  // which blocks a VPC has does not matter where nothing else is known of any
  if (towards && routes.length === 0 && learnt.includes(towards))
    return { kind: 'attachment', attachment: towards, at };
  const lines: Line[] = [];
  let isOpen = index.network.transitRoutes.some((route) => !isKnown(route.table));
  for (const route of routes) {
    if (isKnown(route.block)) lines.push({ block: route.block, isWritten: true, to: route });
    else isOpen = true;
  }
  for (const attachment of learnt) {
    const blocks = find(index.vpcs, attachment.vpc)?.blocks;
    if (destination.family === 6 || blocks?.complete !== true || !blocks.items.every(isKnown)) isOpen = true;
    for (const block of blocks?.items ?? [])
      if (isKnown(block)) lines.push({ block, isWritten: false, to: attachment });
  }
  isOpen ||= !table && attachments.some(({ propagatesByDefault }) => !isKnown(propagatesByDefault));
  isOpen ||= attachments.some(({ propagations: { items, complete } }) => !complete || !items.every(isKnown));
  return resultOf(index, at, lines, isOpen, destination);
}

function resultOf(
  index: NetworkIndex,
  at: Element,
  lines: readonly Line[],
  isOpen: boolean,
  destination: Addresses,
): Next {
  const open: Next = { kind: 'unknown', at, why: 'its routes are not all known' };
  const atoms = atomsOf(
    destination,
    lines.map(({ block }) => block),
  );
  const outside = destination.kind === 'internet' || destination.kind === 'somewhere';
  const looked = outside ? atoms.filter(({ isRest }) => isRest) : atoms;
  const chosen = new Set(looked.map((atom) => lineFor(lines, atom)?.to));
  const [only] = chosen;
  const isUnsure = looked.some((atom) => lines.some(({ block }) => atom.isIn(block) === undefined));
  if (isOpen || isUnsure || chosen.size !== 1) return open;
  if (!only) return { kind: 'none', at };
  if (!('block' in only)) return { kind: 'attachment', attachment: only, at };
  if (only.attachment === undefined) return { kind: 'dropped', by: only };
  const attachment = find(index.transitAttachments, only.attachment);
  return attachment
    ? { kind: 'attachment', attachment, at }
    : { kind: 'unknown', at: only, why: 'the attachment that it leads to is not in sight' };
}

function lineFor(lines: readonly Line[], atom: Atom): Line | undefined {
  let best: Line | undefined;
  for (const line of lines) {
    if (atom.isIn(line.block) !== true) continue;
    const longer = !best || line.block.prefix > best.block.prefix;
    if (longer || (line.block.prefix === best?.block.prefix && line.isWritten)) best = line;
  }
  return best;
}
