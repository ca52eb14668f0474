import { type Element } from '../values/element';
import { type Decision } from './filters';
import { Numbered, type Numbering } from './numbering';
import { type Gap, type Obstacle, type PathHop, type PathStep, type PathVerdict } from './path-verdict';

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
  readonly patterns: Numbering;
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
  /** The same for patterns that are filled in alike. */
  readonly id: number;
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
  const namings = {
    causes: named(causesOf(verdict)),
    gaps: named(gapsOf(verdict)),
    trace: verdict.trace.flatMap((hop, part) =>
      isGroupStep(hop) ? [{ part, element: place(hop.element), by: place(hop.by) }] : [],
    ),
  };
  if (strangers.size > 0) return undefined;
  return { id: numbers.patterns.of(textOf(verdict, namings)), verdict, ...namings };
}

/** All of an answer but the names of the groups and rules that are to be filled in. */
function textOf(verdict: PathVerdict, { causes, gaps, trace }: Omit<PathPattern, 'id' | 'verdict'>): string {
  const but = (parts: readonly (Obstacle | Gap)[], namings: readonly Naming[]): unknown[] =>
    parts.map(({ element: { key, at }, ...rest }, part) =>
      namings.some((naming) => naming.part === part) ? rest : [rest, key, at.path],
    );
  return JSON.stringify([
    verdict.kind === 'blocked' ? verdict.extent : verdict.kind,
    [causes, but(causesOf(verdict), causes)],
    [gaps, but(gapsOf(verdict), gaps)],
    trace,
    verdict.trace.map(({ element, by, ...rest }, part) =>
      trace.some((naming) => naming.part === part) ? rest : [rest, element.key, element.at.path, by?.key, by?.at.path],
    ),
  ]);
}

/**
 * The groups and rules that stand in a pattern: those of both sides, one after the other. The hops at them are made once
 * for all the places where the two sides can stand.
 */
export class PatternNames {
  readonly #hops: PathHop[] = [];
  readonly #verdicts = new Numbered<PathVerdict>();

  constructor(readonly elements: readonly Element[]) {}

  /** The answer of a pattern with these groups and rules. */
  fillIn(pattern: PathPattern): PathVerdict {
    const known = this.#verdicts.get(pattern.id);
    if (known) return known;
    const verdict = filledIn(pattern, this);
    this.#verdicts.set(pattern.id, verdict);
    return verdict;
  }

  hop(step: PathStep, place: number, by: number): PathHop | undefined {
    const element = this.elements[place];
    const rule = this.elements[by];
    if (!element) return undefined;
    for (const hop of this.#hops) if (hop.step === step && hop.element === element && hop.by === rule) return hop;
    const made: PathHop = rule ? { step, element, by: rule } : { step, element };
    this.#hops.push(made);
    return made;
  }
}

/** The answer of a pattern with the groups and rules of another way of its shape. */
function filledIn(pattern: PathPattern, names: PatternNames): PathVerdict {
  const { verdict } = pattern;
  const trace = hopsIn(pattern, names);
  switch (verdict.kind) {
    case 'reachable':
      return { kind: 'reachable', trace };
    case 'unknown':
      return { kind: 'unknown', gaps: renamed(verdict.gaps, pattern.gaps, names), trace };
    case 'blocked': {
      const causes = renamed(verdict.causes, pattern.causes, names);
      const gaps = renamed(verdict.gaps, pattern.gaps, names);
      return { kind: 'blocked', extent: verdict.extent, causes, gaps, trace };
    }
  }
}

function renamed<T extends Obstacle | Gap>(
  parts: readonly T[],
  namings: readonly Naming[],
  { elements }: PatternNames,
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

function hopsIn({ verdict, trace }: PathPattern, names: PatternNames): readonly PathHop[] {
  const hops = [...verdict.trace];
  for (const { part, element, by } of trace) {
    const hop = hops[part];
    const renamed = hop && names.hop(hop.step, element, by);
    if (renamed) hops[part] = renamed;
  }
  return hops;
}

function isAtGroups({ kind }: Obstacle | Gap): boolean {
  return kind === 'sg-out' || kind === 'sg-in';
}

function isGroupStep({ step }: PathHop): boolean {
  return step === 'group-out' || step === 'group-in';
}
