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

/** A part of an answer that names a group, and the place of that group among those of both sides. */
interface Naming {
  readonly part: number;
  readonly element: number;
}

/** The answer for one way, from which those are made that differ in nothing but in the names of their groups and rules. */
export interface PathPattern {
  readonly verdict: PathVerdict;
  readonly causes: readonly Naming[];
  readonly gaps: readonly Naming[];
  /** With the place of the rule that let packets through. */
  readonly trace: readonly (Naming & { readonly by: number })[];
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
  const named = (parts: readonly (Obstacle | Gap)[]): Naming[] =>
    parts.flatMap((one, part) => (isAtGroups(one) ? [{ part, element: place(one.element) }] : []));
  const pattern: PathPattern = {
    verdict,
    causes: named(causesOf(verdict)),
    gaps: named(gapsOf(verdict)),
    trace: verdict.trace.flatMap((hop, part) =>
      isGroupStep(hop) ? [{ part, element: place(hop.element), by: place(hop.by) }] : [],
    ),
  };
  return strangers.size === 0 ? pattern : undefined;
}

/** The answer of a pattern with the groups and rules of another way of its shape: those of both sides, one after the other. */
export function filledIn(pattern: PathPattern, elements: readonly Element[]): PathVerdict {
  const { verdict } = pattern;
  const trace = hopsIn(pattern, elements);
  switch (verdict.kind) {
    case 'reachable':
      return { kind: 'reachable', trace };
    case 'unknown':
      return { kind: 'unknown', gaps: renamed(verdict.gaps, pattern.gaps, elements), trace };
    case 'blocked': {
      const causes = renamed(verdict.causes, pattern.causes, elements);
      const gaps = renamed(verdict.gaps, pattern.gaps, elements);
      return { kind: 'blocked', extent: verdict.extent, causes, gaps, trace };
    }
  }
}

function renamed<T extends Obstacle | Gap>(
  parts: readonly T[],
  namings: readonly Naming[],
  elements: readonly Element[],
): readonly T[] {
  if (namings.length === 0) return parts;
  const copy = [...parts];
  for (const { part, element: place } of namings) {
    const one = copy[part];
    const element = elements[place];
    if (one !== undefined && element) copy[part] = { ...one, element };
  }
  return copy;
}

function hopsIn({ verdict, trace }: PathPattern, elements: readonly Element[]): readonly PathHop[] {
  const hops = [...verdict.trace];
  for (const { part, element: place, by: rule } of trace) {
    const [hop, element, by] = [hops[part], elements[place], elements[rule]];
    if (hop && element) hops[part] = by ? { step: hop.step, element, by } : { step: hop.step, element };
  }
  return hops;
}

function isAtGroups({ kind }: Obstacle | Gap): boolean {
  return kind === 'sg-out' || kind === 'sg-in';
}

function isGroupStep({ step }: PathHop): boolean {
  return step === 'group-out' || step === 'group-in';
}
