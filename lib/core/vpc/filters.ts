import { shareOf, type TrafficFilter, type TrafficRule } from '../ecs/security-group';
import { Cidr, type IpFamily } from '../values/address';
import { type Listed } from '../values/listed';
import { isKnown, type Knowable } from '../values/unknown';
import { fateOf, type Addresses, type Atom, type Fate } from './addresses';
import { type AclEntry, type NetworkAcl } from './aws-network';
import { type Element } from '../values/element';
import { type Ports } from './host';
import { managedPrefixList } from './managed-prefix-list';
import { type NetworkIndex } from './network-index';

/** Protocols that questions about a network can be asked for. */
export type FlowProtocol = 'tcp' | 'udp';

const NUMBERS = { tcp: 6, udp: 17 } as const;

/** Who is on the other side of a group, as it sees them. */
export interface Peer {
  readonly addresses: Addresses;
  /** Groups that a rule can name for it. */
  readonly groups: readonly string[];
  /** Groups of it that may or may not be seen on this way. */
  readonly hiddenGroups?: readonly string[];
  /** Whether it has groups that are not in sight: a rule may name one of them. @default false */
  readonly hasUnseenGroups?: boolean;
}

/** The groups of an interface together. */
export interface GroupSet {
  readonly filters: readonly TrafficFilter[];
  /** Whether some of them are not in sight. */
  readonly isOpen: boolean;
  /** What carries the fault when they let nothing through. */
  readonly element: Element;
}

export interface Decision {
  readonly fate: Fate;
  /** The rule that lets them through, or the line that stops them. */
  readonly by?: Element | undefined;
}

interface FilterRules {
  readonly filter: TrafficFilter;
  readonly rules: Listed<TrafficRule>;
}

/** The groups of an interface in one direction: what they decide about others by the groups of these, wherever they stand. */
export class GroupRules {
  readonly #index: NetworkIndex;
  readonly #early: Decision | undefined;
  /** The rules one by one; none where something decides before any of them. */
  readonly written: RulesOfGroups;
  /** The first rule that lets everything through to or from a group, and its place among the rules. */
  readonly #admitting = new Map<string, { readonly place: number; readonly rule: Element }>();
  /** Groups that rules name; undefined where rules name anything else too, or what is not in sight. */
  #named: Set<string> | undefined = new Set<string>();

  constructor(
    index: NetworkIndex,
    groups: GroupSet,
    direction: 'ingress' | 'egress',
    family: IpFamily,
    ports: Ports,
    protocol: FlowProtocol,
  ) {
    this.#index = index;
    const found = rulesOf(groups, direction, family);
    this.#early = 'fate' in found ? found : undefined;
    this.written = 'fate' in found ? { lists: [], isOpen: false } : found;
    let place = 0;
    for (const { filter, rules } of this.written.lists) {
      for (const rule of rules.items) {
        const group = rule.peer?.kind === 'group' && isKnown(rule.peer.group) ? rule.peer.group : undefined;
        place += 1;
        if (group === undefined) {
          this.#named = undefined;
          continue;
        }
        this.#named?.add(group);
        if (ports[0] !== ports[1] || this.#admitting.has(group)) continue;
        if (shareOf(rule, ports, protocol) === 'all')
          this.#admitting.set(group, { place, rule: elementOf(filter, rule) });
      }
    }
  }

  /** Undefined where it depends on the addresses of the others. */
  decide(peer: Peer): Decision | undefined {
    if (this.#early) return this.#early;
    const by = this.#admitting.size > 0 ? this.#firstAdmitting(peer.groups) : undefined;
    if (by) return { fate: 'pass', by };
    return !this.written.isOpen && this.#namesStrangersOnly(peer) ? { fate: 'block' } : undefined;
  }

  #firstAdmitting(groups: readonly string[]): Element | undefined {
    let first = undefined;
    for (const group of groups) {
      const found = this.#admitting.get(group);
      if (found && (!first || found.place < first.place)) first = found;
    }
    return first?.rule;
  }

  #namesStrangersOnly(peer: Peer): boolean {
    if (!this.#named) return false;
    for (const group of this.#named) if (!isStranger(this.#index, group, peer)) return false;
    return true;
  }
}

/** The rules of groups for one direction, and whether there may be more. */
interface RulesOfGroups {
  readonly lists: readonly FilterRules[];
  readonly isOpen: boolean;
}

/** The rules of groups for one direction, or what decides before any of them. */
function rulesOf(
  { filters, isOpen }: GroupSet,
  direction: 'ingress' | 'egress',
  family: IpFamily,
): Decision | RulesOfGroups {
  const lists: FilterRules[] = [];
  let open = isOpen;
  for (const filter of filters) {
    const rules = direction === 'ingress' ? filter.ingress : filter.egress;
    if (rules === undefined) {
      // the rule that AWS makes lets all of IPv4 out; whether it makes one for IPv6 is not certain
      if (family === 4) return { fate: 'pass', by: filter };
      open = true;
    } else lists.push({ filter, rules });
  }
  return { lists, isOpen: open || lists.some(({ rules: { complete } }) => !complete) };
}

/** What becomes of packets at the groups of an interface: any of their rules can let them through. */
export function atGroups(
  index: NetworkIndex,
  groups: GroupSet,
  direction: 'ingress' | 'egress',
  peer: Peer,
  ports: Ports,
  protocol: FlowProtocol,
): Decision {
  const all = new GroupRules(index, groups, direction, peer.addresses.family, ports, protocol);
  const decided = all.decide(peer);
  if (decided) return decided;
  const { lists, isOpen } = all.written;
  const rules = lists.flatMap(({ rules: { items } }) => items);
  const blocks = rules.flatMap((rule) => blocksOf(index, rule));
  let by: Element | undefined;
  const fate = fateOf(peer.addresses, ports, { blocks, ports: rules.flatMap(portsOf) }, (atom, range) => {
    let seen: 'block' | 'unknown' = isOpen ? 'unknown' : 'block';
    for (const { filter, rules: list } of lists) {
      for (const rule of list.items) {
        const lets = ruleLets(index, rule, atom, peer, range, protocol);
        if (lets === true) {
          by ??= elementOf(filter, rule);
          return 'pass';
        }
        if (lets === undefined) seen = 'unknown';
      }
    }
    return seen;
  });
  return { fate, by };
}

/** Whether a rule certainly names none of the groups of the other side. */
function isStranger(index: NetworkIndex, group: Knowable<string>, peer: Peer): boolean {
  if (!isKnown(group) || peer.hasUnseenGroups === true) return false;
  if (peer.groups.includes(group) || peer.hiddenGroups?.includes(group) === true) return false;
  return index.groups.has(group) || peer.groups.every((one) => index.groups.has(one));
}

const RULES = new WeakMap<TrafficRule, Element>();

/** A rule of a group as what decided; one and the same however often it decides. */
function elementOf({ key }: TrafficFilter, rule: TrafficRule): Element {
  const known = RULES.get(rule);
  if (known?.key === key) return known;
  const made: Element = { key, at: rule.at };
  RULES.set(rule, made);
  return made;
}

function portsOf({ from, to }: TrafficRule): Ports[] {
  return typeof from === 'number' && typeof to === 'number' && from >= 0 ? [[from, to]] : [];
}

function blocksOf(index: NetworkIndex, { peer }: TrafficRule): readonly Cidr[] {
  if (peer?.kind === 'block' && isKnown(peer.block)) {
    const block = Cidr.around(peer.block);
    return block ? [block] : [];
  }
  if (peer?.kind !== 'prefix-list' || !isKnown(peer.list)) return [];
  return (index.prefixLists.get(peer.list)?.blocks.items ?? []).filter(isKnown);
}

/** Whether a rule lets packets through; undefined where what is written does not decide it. */
function ruleLets(
  index: NetworkIndex,
  rule: TrafficRule,
  atom: Atom,
  peer: Peer,
  ports: Ports,
  protocol: FlowProtocol,
): boolean | undefined {
  const share = shareOf(rule, ports, protocol);
  if (share === 'none' || share === 'some') return false;
  const fits = peerFits(index, rule, atom, peer);
  return share === undefined && fits !== false ? undefined : fits;
}

function peerFits(index: NetworkIndex, { peer: named }: TrafficRule, atom: Atom, peer: Peer): boolean | undefined {
  if (named === undefined) return false;
  if (named.kind === 'group') {
    const { group } = named;
    if (isKnown(group) && peer.groups.includes(group)) return true;
    // two names that come from elsewhere may stand for one group
    return isStranger(index, group, peer) ? false : undefined;
  }
  if (named.kind === 'block') {
    if (!isKnown(named.block)) return undefined;
    const block = Cidr.around(named.block);
    return block ? atom.isIn(block) : false;
  }
  if (!isKnown(named.list)) return undefined;
  const list = index.prefixLists.get(named.list);
  if (!list) return listFits(named.list, peer.addresses);
  const inside = list.blocks.items.map((block) => (isKnown(block) ? atom.isIn(block) : undefined));
  if (inside.includes(true)) return true;
  return inside.includes(undefined) || !list.blocks.complete ? undefined : false;
}

/** Whether a list that AWS keeps holds an address. */
function listFits(list: string, addresses: Addresses): boolean | undefined {
  const service = managedPrefixList(list);
  if (service === undefined) return undefined;
  return addresses.kind === 'somewhere' && addresses.service === service;
}

/** What becomes of packets at a network ACL: the first line that fits decides. */
export function atAcl(
  acl: NetworkAcl,
  direction: 'ingress' | 'egress',
  addresses: Addresses,
  ports: Ports,
  protocol: FlowProtocol,
): Decision {
  const { items, complete } = acl[direction];
  const lines = [...items].sort((one, other) => numberOf(one) - numberOf(other));
  const cuts = {
    blocks: lines.map(({ block }) => block).filter(isKnown),
    ports: lines
      .map(({ ports: given }) => given)
      .filter((given): given is Ports => given !== undefined && isKnown(given)),
  };
  let by: Element | undefined;
  const fate = fateOf(addresses, ports, cuts, (atom, range) => {
    const open = new Set<boolean | undefined>(complete ? [] : [undefined]);
    let isAllowed = false;
    for (const line of lines) {
      const fits = lineFits(line, atom, range, protocol);
      if (fits === false) continue;
      const allows = isKnown(line.allows) ? line.allows : undefined;
      if (fits === undefined || !isKnown(line.number) || allows === undefined) {
        open.add(allows);
        // whatever its number is, it comes before the line that denies the rest
        isAllowed ||= fits === true && allows === true;
        continue;
      }
      if (open.has(undefined) || open.has(!allows)) return 'unknown';
      by ??= line;
      return allows ? 'pass' : 'block';
    }
    if (open.size > 1 || open.has(undefined)) return 'unknown';
    return open.has(true) ? (isAllowed ? 'pass' : 'unknown') : 'block';
  });
  return { fate, by };
}

/** Lines of an unknown number may come first. */
function numberOf({ number }: AclEntry): number {
  return isKnown(number) ? number : 0;
}

const WITH_PORTS: ReadonlySet<number> = new Set(Object.values(NUMBERS));

function lineFits(
  { protocol: spoken, block, ports }: AclEntry,
  atom: Atom,
  [first, last]: Ports,
  protocol: FlowProtocol,
): boolean | undefined {
  const inside = isKnown(block) ? atom.isIn(block) : undefined;
  if (inside === false) return false;
  if (!isKnown(spoken)) return undefined;
  if (spoken !== -1 && spoken !== NUMBERS[protocol]) return false;
  // a line for all protocols is one for all ports, whatever ports it names
  if (ports === undefined || !WITH_PORTS.has(spoken)) return inside;
  if (!isKnown(ports)) return undefined;
  return ports[0] <= first && ports[1] >= last ? inside : false;
}
