import { type Element } from '../values/element';
import { type Decision } from './filters';
import { type Gap, type Obstacle, type PathHop, type PathResult } from './path-verdict';

/** What groups on one side of a way decide, for each place where the other side can stand. */
export interface SideDecisions {
  /** What they decide, whatever the groups and rules are called. */
  readonly shape: string;
  /** The groups, and the rules that decided; each of them once. */
  readonly elements: readonly Element[];
  /** The same as texts that tell them apart. */
  readonly ids: readonly string[];
}

export function sideDecisions(groups: Element, decisions: readonly Decision[]): SideDecisions {
  const elements = new Map([[idOf(groups), groups]]);
  for (const { by } of decisions) if (by) elements.set(idOf(by), by);
  const ids = [...elements.keys()];
  const shape = decisions.map(({ fate, by }) => `${fate} ${by ? ids.indexOf(idOf(by)) : ''}`).join();
  return { shape, elements: [...elements.values()], ids };
}

function idOf({ key, at }: Element): string {
  return `${key}\n${at.path}`;
}

/** What two ways have in common that differ in nothing but in the names of their groups and rules. */
export function shapeOf(out: SideDecisions, into: SideDecisions): string {
  let shape = `${out.shape} ${into.shape}`;
  for (const id of into.ids) shape += ` ${out.ids.indexOf(id)}`;
  return shape;
}

/** The answer for one way, from which that for another of its shape is made. */
export interface PathPattern {
  readonly result: PathResult;
  /** Which of the groups and rules each part names; -1 for none. */
  readonly obstacles: readonly number[];
  readonly gaps: readonly number[];
  readonly trace: readonly { readonly element: number; readonly by: number }[];
}

const NONE = -1;

/** Undefined: the answer names groups that are not those of the two sides. */
export function patternOf(result: PathResult, out: SideDecisions, into: SideDecisions): PathPattern | undefined {
  const ids = [...out.ids, ...into.ids];
  const strangers = new Set<Element>();
  const place = (element: Element | undefined): number => {
    const at = element ? ids.indexOf(idOf(element)) : NONE;
    if (element && at === NONE) strangers.add(element);
    return at;
  };
  const ofPart = (part: Obstacle | Gap): number => (isAtGroups(part) ? place(part.element) : NONE);
  const ofHop = (hop: PathHop): { element: number; by: number } =>
    isGroupStep(hop) ? { element: place(hop.element), by: place(hop.by) } : { element: NONE, by: NONE };
  const pattern: PathPattern = {
    result,
    obstacles: result.obstacles.map(ofPart),
    gaps: result.gaps.map(ofPart),
    trace: result.trace.map(ofHop),
  };
  return strangers.size === 0 ? pattern : undefined;
}

/** The answer of a pattern with the groups and rules of another way of its shape. */
export function filledIn(pattern: PathPattern, out: SideDecisions, into: SideDecisions): PathResult {
  const { obstacles, gaps, trace } = pattern.result;
  const count = out.elements.length;
  const named = (place = NONE): Element | undefined =>
    place < count ? out.elements[place] : into.elements[place - count];
  const renamed = <T extends Obstacle | Gap>(part: T, place: number | undefined): T => {
    const element = named(place);
    return element ? { ...part, element } : part;
  };
  return {
    obstacles: obstacles.map((one, at) => renamed(one, pattern.obstacles[at])),
    gaps: gaps.map((one, at) => renamed(one, pattern.gaps[at])),
    trace: trace.map((hop, at): PathHop => {
      const element = named(pattern.trace[at]?.element);
      if (!element) return hop;
      const by = named(pattern.trace[at]?.by);
      return by ? { step: hop.step, element, by } : { step: hop.step, element };
    }),
  };
}

function isAtGroups({ kind }: Obstacle | Gap): boolean {
  return kind === 'sg-out' || kind === 'sg-in';
}

function isGroupStep({ step }: PathHop): boolean {
  return step === 'group-out' || step === 'group-in';
}
