import { type Element } from '../values/element';
import { isKnown } from '../values/unknown';
import { type Fate } from './addresses';
import { atGroups, GroupRules, type FlowProtocol } from './filters';
import { type AwsNetwork } from './aws-network';
import { type NetworkHost } from './host';
import { type NetworkIndex } from './network-index';
import { peerOf } from './path';
import { remembered } from './memo';
import { Numbered, Numbering } from './numbering';
import {
  patternOf,
  PatternNames,
  sharedBy,
  sideDecisions,
  type DecisionNumbers,
  type PathPattern,
  type SideDecisions,
} from './path-pattern';
import { type PathResult, type PathVerdict } from './path-verdict';
import { addressesOf, knowsStations, stationsOf, type Station } from './station';

/** Hosts whose interfaces are alike. */
interface HostClass {
  readonly id: number;
  /** The same for hosts whose interfaces differ in nothing but their groups. */
  readonly places: number;
  /** Where all interfaces have the same groups and not the default one, in subnets of one VPC, with IPv4. */
  readonly uniform?: Uniform | undefined;
}

interface Uniform {
  readonly vpc: string;
  /** The same for the same groups. */
  readonly groups: number;
  /** What carries the fault when they let nothing through. */
  readonly filter: Element;
  readonly stations: readonly [Station, ...Station[]];
}

/** What is asked of a way. */
interface AskedPort {
  readonly port: number;
  /** @default tcp */
  readonly protocol?: FlowProtocol;
}

/** Answers to one question from hosts that are alike. */
type Alike = Numbered<readonly PathResult[]>;

/** What is kept by a number of each side. */
type ByBoth<T> = Numbered<Numbered<T>>;

/** What groups decide in one direction. */
class Decided {
  readonly rules = new Numbered<GroupRules>();
  /** By the groups, then by the class of the hosts that it is about. */
  readonly byClass: ByBoth<SideDecisions> = new Numbered();
  /** By the groups, then by what decides: the rule that lets packets through, or nothing. */
  readonly byRule = new Numbered<Map<Element | Fate, SideDecisions>>();
}

/** What is known of the ways to one port, for all hosts that are alike. */
class Ways {
  readonly byClass: ByBoth<PathVerdict> = new Numbered();
  /** What the groups of both sides decide, whatever addresses are behind them. */
  readonly byGroups: ByBoth<BothSides | 'by address'> = new Numbered();
  readonly egress = new Decided();
  readonly ingress = new Decided();
  /** By the places of both sides, then by what is decided. */
  readonly patterns: ByBoth<Map<number | string, PathPattern>> = new Numbered();

  keepPattern(mine: number, theirs: number, shape: number | string, pattern: PathPattern): void {
    const byPlaces = remembered(this.patterns, mine, () => new Numbered<Map<number | string, PathPattern>>());
    remembered(byPlaces, theirs, () => new Map<number | string, PathPattern>()).set(shape, pattern);
  }
}

/** What groups decide on both sides of a way. */
interface BothSides {
  readonly out: SideDecisions;
  readonly into: SideDecisions;
  /** Groups and rules of both of them. */
  readonly names: PatternNames;
  /** The same for ways on which they decide alike. */
  readonly shape: number | string;
}

class Classes {
  readonly ids = new Numbering();
  readonly places = new Numbering();
  readonly groups = new Numbering();
  readonly decisions: DecisionNumbers = {
    shapes: new Numbering(),
    elements: new Numbering(),
    patterns: new Numbering(),
  };
  /** By the keys of hosts. */
  readonly hosts = new Map<string, HostClass>();
  readonly answers = new Map<string, Alike>();
  readonly #ways: Readonly<Record<FlowProtocol, Map<number, Ways>>> = { tcp: new Map(), udp: new Map() };

  waysTo(port: number, protocol: FlowProtocol): Ways {
    const known = this.#ways[protocol].get(port);
    if (known) return known;
    const made = new Ways();
    this.#ways[protocol].set(port, made);
    return made;
  }
}

const CLASSES = new WeakMap<AwsNetwork, Classes>();

function classesOf({ network }: NetworkIndex): Classes {
  let classes = CLASSES.get(network);
  if (!classes) CLASSES.set(network, (classes = new Classes()));
  return classes;
}

function classOf(index: NetworkIndex, classes: Classes, host: NetworkHost): HostClass {
  const known = classes.hosts.get(host.key);
  if (known) return known;
  const { isOutside = false, onlyCalls = false, isDialledByName = false } = host;
  const flags = [isOutside, onlyCalls, isDialledByName, knowsStations(host)].map(Number).join('');
  const stations = stationsOf(index, host);
  const places = [flags, ...stations.map(placeText)].join('\n');
  const groups = stations.map(groupsText);
  const made: HostClass = {
    id: classes.ids.of([places, ...groups].join('\n')),
    places: classes.places.of(places),
    uniform: isOutside ? undefined : uniformOf(index, host, groups, classes.groups),
  };
  classes.hosts.set(host.key, made);
  return made;
}

function uniformOf(
  index: NetworkIndex,
  host: NetworkHost,
  groups: readonly string[],
  numbers: Numbering,
): Uniform | undefined {
  const stations = stationsOf(index, host);
  const [[first, ...more], [text]] = [stations, groups];
  const [vpc, filter] = [first?.subnet?.vpc, first?.groups?.element];
  if (!first || !filter || filter.key === host.key) return undefined;
  if (text === undefined || typeof vpc !== 'string' || groups.some((other) => other !== text)) return undefined;
  if (stations.some((one) => one.subnet?.vpc !== vpc || !addressesOf(index, one, 4))) return undefined;
  return { vpc, groups: numbers.of(text), filter, stations: [first, ...more] };
}

/** Everything of an interface that decides about packets, but for its groups. */
function placeText({ subnet, publicIp, ephemeral, ports }: Station): string {
  const heard = ports ? JSON.stringify(ports) : '';
  return `${subnet?.key ?? ''}\t${isKnown(publicIp) ? publicIp : '?'}\t${ephemeral[0]}-${ephemeral[1]}\t${heard}`;
}

function groupsText({ groups }: Station): string {
  if (!groups) return '';
  const { filters, isOpen, element } = groups;
  return [isOpen, element.key, ...filters.map(({ key }) => key)].join('\t');
}

/**
 * The answers to a question from a host, one for each place where it can stand, or one for all of them. Equal subnets and
 * groups make equal answers, so those that do not name the host are kept for all that are like it.
 */
export function alikeAnswers(
  index: NetworkIndex,
  question: string,
  from: NetworkHost,
  answer: () => readonly PathResult[],
): readonly PathResult[] {
  const classes = classesOf(index);
  const answers = remembered(classes.answers, question, (): Alike => new Numbered());
  const { id } = classOf(index, classes, from);
  const known = answers.get(id);
  if (known) return known;
  const results = answer();
  const parts = results.flatMap(({ obstacles, gaps, trace }) => [...obstacles, ...gaps, ...trace]);
  if (isGeneral([from], parts)) answers.set(id, results);
  return results;
}

/** What was found out about the way from one host to another one; undefined: nothing yet, or they are no two hosts. */
export function knownWay(
  network: AwsNetwork,
  { from, to, port, protocol = 'tcp' }: AskedPort & { readonly from: string; readonly to: string },
): PathVerdict | undefined {
  const classes = CLASSES.get(network);
  const mine = classes?.hosts.get(from);
  const theirs = classes?.hosts.get(to);
  // a host that asks for itself is like no other pair
  if (!classes || !mine || !theirs || from === to) return undefined;
  return classes.waysTo(port, protocol).byClass.get(mine.id)?.get(theirs.id);
}

/**
 * The same for the way from one host to another one. Where nothing but their groups tells two hosts from others that were
 * asked about before, and these groups decide alike, the answer is the same but for the names of groups and rules.
 */
export function alikeWay<Q extends AskedPort>(
  index: NetworkIndex,
  asked: Q,
  from: NetworkHost,
  to: NetworkHost,
  answer: (index: NetworkIndex, asked: Q) => PathVerdict,
): PathVerdict {
  const { port, protocol = 'tcp' } = asked;
  const classes = classesOf(index);
  const ways = classes.waysTo(port, protocol);
  const mine = classOf(index, classes, from);
  const theirs = classOf(index, classes, to);
  const byTarget = ways.byClass.get(mine.id) ?? remembered(ways.byClass, mine.id, () => new Numbered());
  const known = byTarget.get(theirs.id);
  if (known) return known;
  const one = mine.uniform;
  const other = theirs.uniform;
  if (!one || one.vpc !== other?.vpc) return kept(byTarget, theirs.id, [from, to], () => answer(index, asked));
  const sides =
    ways.byGroups.get(one.groups)?.get(other.groups) ??
    sidesOf({ index, ways, decisions: classes.decisions, port, protocol }, one, other);
  const { out, into, names, shape } =
    sides === 'by address'
      ? sidesAt({ index, ways, decisions: classes.decisions, port, protocol }, [mine, one], [theirs, other])
      : sides;
  const pattern = ways.patterns.get(mine.places)?.get(theirs.places)?.get(shape);
  if (pattern) {
    const verdict = names.fillIn(pattern);
    byTarget.set(theirs.id, verdict);
    return verdict;
  }
  const verdict = kept(byTarget, theirs.id, [from, to], () => answer(index, asked));
  const made = byTarget.get(theirs.id) ? patternOf(classes.decisions, verdict, out, into) : undefined;
  if (made) ways.keepPattern(mine.places, theirs.places, shape, made);
  return verdict;
}

interface Deciding {
  readonly index: NetworkIndex;
  readonly ways: Ways;
  readonly decisions: DecisionNumbers;
  readonly port: number;
  readonly protocol: FlowProtocol;
}

type Side = readonly [HostClass, Uniform];

/** What the groups of both sides decide, whatever addresses are behind them. */
function sidesOf(deciding: Deciding, one: Uniform, other: Uniform): BothSides | 'by address' {
  const byTarget = remembered(deciding.ways.byGroups, one.groups, () => new Numbered<BothSides | 'by address'>());
  return remembered(byTarget, other.groups, () => {
    const out = decidedByGroups(deciding, 'egress', one, other);
    const into = decidedByGroups(deciding, 'ingress', other, one);
    return out && into ? bothSides(out, into) : 'by address';
  });
}

/** What they decide about each place where the other one can stand: all that a way takes from them. */
function sidesAt(deciding: Deciding, [mine, one]: Side, [theirs, other]: Side): BothSides {
  return bothSides(decidedAt(deciding, 'egress', one, theirs, other), decidedAt(deciding, 'ingress', other, mine, one));
}

/** Two numbers below this make one. */
const SPREAD = 2 ** 26;

function bothSides(out: SideDecisions, into: SideDecisions): BothSides {
  const shared = sharedBy(out, into);
  const shapes = out.shape * SPREAD + into.shape;
  return {
    out,
    into,
    names: new PatternNames([...out.elements, ...into.elements]),
    shape: shared === '' ? shapes : `${shapes} ${shared}`,
  };
}

type Direction = 'ingress' | 'egress';

/** What they decide about each place where hosts of a class can stand. */
function decidedAt(
  { index, ways, decisions, port, protocol }: Deciding,
  direction: Direction,
  { groups: number, stations: [{ groups }], filter }: Uniform,
  { id }: HostClass,
  { stations }: Uniform,
): SideDecisions {
  const byClass = remembered(ways[direction].byClass, number, () => new Numbered<SideDecisions>());
  return remembered(byClass, id, () => {
    const each = stations.flatMap((peer) => {
      const addresses = addressesOf(index, peer, 4);
      if (!groups || !addresses) return [];
      return [atGroups(index, groups, direction, peerOf(peer, addresses, true), [port, port], protocol)];
    });
    return sideDecisions(decisions, filter, each);
  });
}

/** What they decide where it does not matter at which addresses the other groups are. */
function decidedByGroups(
  { index, ways, decisions, port, protocol }: Deciding,
  direction: Direction,
  { groups: number, stations: [{ groups }], filter }: Uniform,
  { stations: [peer] }: Uniform,
): SideDecisions | undefined {
  const addresses = addressesOf(index, peer, 4);
  if (!groups || !addresses) return undefined;
  const decided = ways[direction];
  const rules = remembered(
    decided.rules,
    number,
    () => new GroupRules(index, groups, direction, 4, [port, port], protocol),
  );
  const decision = rules.decide(peerOf(peer, addresses, true));
  if (!decision) return undefined;
  const byRule = remembered(decided.byRule, number, () => new Map<Element | Fate, SideDecisions>());
  return remembered(byRule, decision.by ?? decision.fate, () => sideDecisions(decisions, filter, [decision]));
}

/** Keeps an answer that names none of the hosts. */
function kept(
  answers: Numbered<PathVerdict>,
  id: number,
  hosts: readonly NetworkHost[],
  answer: () => PathVerdict,
): PathVerdict {
  const verdict = answer();
  const { trace } = verdict;
  const parts = verdict.kind === 'reachable' ? [] : verdict.gaps;
  const causes = verdict.kind === 'blocked' ? verdict.causes : [];
  if (isGeneral(hosts, [...parts, ...causes, ...trace])) answers.set(id, verdict);
  return verdict;
}

/** Whether none of the parts of an answer is about one of the hosts. */
function isGeneral(hosts: readonly NetworkHost[], parts: readonly { readonly element: Element }[]): boolean {
  const own = new Set(hosts.flatMap((host) => [host.key, ...namesAt(host)]));
  return parts.every(({ element }) => !own.has(element.key));
}

function namesAt({ placements }: NetworkHost): string[] {
  return placements.items.map(({ publicIpAt }) => publicIpAt.key);
}
