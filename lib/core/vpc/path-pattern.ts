import { type Element } from '../values/element';
import { type Decision } from './filters';
import { type Numbering } from './numbering';
import { type Gap, type Obstacle, type PathHop, type PathVerdict } from './path-verdict';

/** What groups on one side of a way decide, for each place where the other side can stand. */
export interface SideDecisions {
  /** The same for what they decide, whatever the groups and rules are called. */
  readonly shape: number;
  /** The groups, and the rules that decided; each of them once. */
  readonly elements: readonly Element[];
  /** The same as numbers that tell them apart. */
  readonly ids: readonly number[];
}

/** Numbers for what decisions are told apart by. */
export interface DecisionNumbers {
  readonly shapes: Numbering;
  readonly elements: Numbering;
}

export function sideDecisions(
  numbers: DecisionNumbers,
  groups: Element,
  decisions: readonly Decision[],
): SideDecisions {
  const elements = new Map([[idOf(numbers, groups), groups]]);
  for (const { by } of decisions) if (by) elements.set(idOf(numbers, by), by);
  const ids = [...elements.keys()];
  const shape = decisions.map(({ fate, by }) => `${fate} ${by ? ids.indexOf(idOf(numbers, by)) : ''}`).join();
  return { shape: numbers.shapes.of(shape), elements: [...elements.values()], ids };
}

function idOf({ elements }: DecisionNumbers, { key, at }: Element): number {
  return elements.of(`${key}\n${at.path}`);
}

/** Which groups and rules are on both sides, as a text; empty where none is. */
export function sharedBy(out: SideDecisions, into: SideDecisions): string {
  if (!into.ids.some((id) => out.ids.includes(id))) return '';
  return into.ids.map((id) => out.ids.indexOf(id)).join(' ');
}

/** The answer for one way, from which those are made that differ in nothing but in the names of their groups and rules. */
export interface PathPattern {
  readonly verdict: PathVerdict;
  /** Which of the groups and rules each part names; -1 for none. */
  readonly causes: readonly number[];
  readonly gaps: readonly number[];
  readonly trace: readonly { readonly element: number; readonly by: number }[];
}

const NONE = -1;

function causesOf(verdict: PathVerdict): readonly Obstacle[] {
  return verdict.kind === 'blocked' ? verdict.causes : [];
}

function gapsOf(verdict: PathVerdict): readonly Gap[] {
  return verdict.kind === 'reachable' ? [] : verdict.gaps;
}

/** Undefined: the answer names groups that are not those of the two sides. */
export function patternOf(
  numbers: DecisionNumbers,
  verdict: PathVerdict,
  out: SideDecisions,
  into: SideDecisions,
): PathPattern | undefined {
  const ids = [...out.ids, ...into.ids];
  const strangers = new Set<Element>();
  const place = (element: Element | undefined): number => {
    const at = element ? ids.indexOf(idOf(numbers, element)) : NONE;
    if (element && at === NONE) strangers.add(element);
    return at;
  };
  const ofPart = (part: Obstacle | Gap): number => (isAtGroups(part) ? place(part.element) : NONE);
  const ofHop = (hop: PathHop): { element: number; by: number } =>
    isGroupStep(hop) ? { element: place(hop.element), by: place(hop.by) } : { element: NONE, by: NONE };
  const pattern: PathPattern = {
    verdict,
    causes: causesOf(verdict).map(ofPart),
    gaps: gapsOf(verdict).map(ofPart),
    trace: verdict.trace.map(ofHop),
  };
  return strangers.size === 0 ? pattern : undefined;
}

/** The answer of a pattern with the groups and rules of another way of its shape. */
export function filledIn(pattern: PathPattern, out: SideDecisions, into: SideDecisions): PathVerdict {
  const { verdict } = pattern;
  const count = out.elements.length;
  const named = (place = NONE): Element | undefined =>
    place < count ? out.elements[place] : into.elements[place - count];
  const renamed =
    <T extends Obstacle | Gap>(places: readonly number[]) =>
    (part: T, at: number): T => {
      const element = named(places[at]);
      return element ? { ...part, element } : part;
    };
  const trace = verdict.trace.map((hop, at): PathHop => {
    const element = named(pattern.trace[at]?.element);
    if (!element) return hop;
    const by = named(pattern.trace[at]?.by);
    return by ? { step: hop.step, element, by } : { step: hop.step, element };
  });
  switch (verdict.kind) {
    case 'reachable':
      return { kind: 'reachable', trace };
    case 'unknown':
      return { kind: 'unknown', gaps: verdict.gaps.map(renamed(pattern.gaps)), trace };
    case 'blocked': {
      const causes = verdict.causes.map(renamed<Obstacle>(pattern.causes));
      return { ...verdict, causes, gaps: verdict.gaps.map(renamed<Gap>(pattern.gaps)), trace };
    }
  }
}

function isAtGroups({ kind }: Obstacle | Gap): boolean {
  return kind === 'sg-out' || kind === 'sg-in';
}

function isGroupStep({ step }: PathHop): boolean {
  return step === 'group-out' || step === 'group-in';
}
