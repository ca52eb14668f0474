import { type Element } from '../values/element';
import { atGroups, type FlowProtocol } from './filters';
import { type NetworkHost } from './host';
import { type NetworkIndex } from './network-index';
import { peerOf } from './path';
import { filledIn, patternOf, shapeOf, sideDecisions, type PathPattern, type SideDecisions } from './path-pattern';
import { type PathResult } from './path-verdict';
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

/** Numbers for texts, from 0. */
class Numbering {
  readonly #numbers = new Map<string, number>();

  of(text: string): number {
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }
}

type ById<T> = Map<number, T>;

/** What is asked of a way. */
interface AskedPort {
  readonly port: number;
  readonly protocol: FlowProtocol;
}

/** Answers to one question, for all hosts that are alike. */
class Answers {
  readonly byClass: ById<ById<PathResult>> = new Map();
  /** What groups decide about hosts of a class. */
  readonly egress: ById<ById<SideDecisions>> = new Map();
  readonly ingress: ById<ById<SideDecisions>> = new Map();
  readonly patterns = new Map<string, PathPattern>();
}

class Classes {
  readonly ids = new Numbering();
  readonly places = new Numbering();
  readonly groups = new Numbering();
  readonly hosts = new Map<NetworkHost, HostClass>();
  readonly answers = new Map<string, Answers>();
}

const CLASSES = new WeakMap<NetworkIndex, Classes>();

function classesOf(index: NetworkIndex): Classes {
  let classes = CLASSES.get(index);
  if (!classes) CLASSES.set(index, (classes = new Classes()));
  return classes;
}

function answersTo({ answers }: Classes, question: string): Answers {
  let known = answers.get(question);
  if (!known) answers.set(question, (known = new Answers()));
  return known;
}

function classOf(index: NetworkIndex, classes: Classes, host: NetworkHost): HostClass {
  const known = classes.hosts.get(host);
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
  classes.hosts.set(host, made);
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
  return JSON.stringify([subnet?.key, publicIp === true || publicIp === false ? publicIp : null, ephemeral, ports]);
}

function groupsText({ groups }: Station): string {
  return JSON.stringify(groups && [groups.filters.map(({ key }) => key), groups.isOpen, groups.element.key]);
}

/**
 * The answer to a question from a host. Equal subnets and groups make equal answers, so one that does not name the host is
 * kept for all that are like it.
 */
export function alikeAnswer(
  index: NetworkIndex,
  question: string,
  from: NetworkHost,
  answer: () => PathResult,
): PathResult {
  const classes = classesOf(index);
  const { byClass } = answersTo(classes, question);
  const mine = classOf(index, classes, from);
  return kept(within(byClass, mine.id), 0, [from], answer);
}

/**
 * The same for the way from one host to another one. Where nothing but their groups tells two hosts from others that were
 * asked about before, and these groups decide alike, the answer is the same but for the names of groups and rules.
 */
export function alikeWay(
  index: NetworkIndex,
  asked: AskedPort,
  from: NetworkHost,
  to: NetworkHost,
  answer: () => PathResult,
): PathResult {
  const classes = classesOf(index);
  const answers = answersTo(classes, `${asked.port}/${asked.protocol}`);
  const [mine, theirs] = [classOf(index, classes, from), classOf(index, classes, to)];
  const byTarget = within(answers.byClass, mine.id);
  const known = byTarget.get(theirs.id);
  if (known) return known;
  const [one, other] = [mine.uniform, theirs.uniform];
  if (!one || one.vpc !== other?.vpc) return kept(byTarget, theirs.id, [from, to], answer);
  const out = decidedAt(index, answers.egress, 'egress', one, theirs.id, other, asked);
  const into = decidedAt(index, answers.ingress, 'ingress', other, mine.id, one, asked);
  const shape = `${mine.places} ${theirs.places} ${shapeOf(out, into)}`;
  const pattern = answers.patterns.get(shape);
  if (pattern) {
    const result = filledIn(pattern, out, into);
    byTarget.set(theirs.id, result);
    return result;
  }
  const result = kept(byTarget, theirs.id, [from, to], answer);
  const made = byTarget.has(theirs.id) ? patternOf(result, out, into) : undefined;
  if (made) answers.patterns.set(shape, made);
  return result;
}

/** What the groups of a host decide about each place where another one can stand: all that a way takes from them. */
function decidedAt(
  index: NetworkIndex,
  known: ById<ById<SideDecisions>>,
  direction: 'ingress' | 'egress',
  { groups: id, filter, stations: [at] }: Uniform,
  peerId: number,
  { stations: peers }: Uniform,
  { port, protocol }: AskedPort,
): SideDecisions {
  const others = within(known, id);
  const before = others.get(peerId);
  if (before) return before;
  const decisions = peers.flatMap((peer) => {
    const addresses = addressesOf(index, peer, 4);
    if (!at.groups || !addresses) return [];
    return [atGroups(index, at.groups, direction, peerOf(peer, addresses, true), [port, port], protocol)];
  });
  const made = sideDecisions(filter, decisions);
  others.set(peerId, made);
  return made;
}

function within<T>(answers: ById<ById<T>>, id: number): ById<T> {
  let known = answers.get(id);
  if (!known) answers.set(id, (known = new Map<number, T>()));
  return known;
}

/** Keeps an answer that names none of the hosts. */
function kept<K>(
  answers: Map<K, PathResult>,
  id: K,
  hosts: readonly NetworkHost[],
  answer: () => PathResult,
): PathResult {
  const known = answers.get(id);
  if (known) return known;
  const result = answer();
  const own = new Set(hosts.flatMap((host) => [host.key, ...namesAt(host)]));
  const isGeneral = [...result.obstacles, ...result.gaps, ...result.trace].every(
    ({ element }) => !own.has(element.key),
  );
  if (isGeneral) answers.set(id, result);
  return result;
}

function namesAt({ placements }: NetworkHost): string[] {
  return placements.items.map(({ publicIpAt }) => publicIpAt.key);
}
