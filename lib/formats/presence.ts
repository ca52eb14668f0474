import { type Finding } from '../core/values/finding';
import { type Place } from '../core/values/place';

/** What is decided at deployment, and what it has to be: `holds` false asks for anything but the value. */
export interface Answer {
  /** The condition or expression, as it is written. */
  readonly question: string;
  /** What it is compared with; `true` where it only is or is not. */
  readonly value: string;
  /** Whether it has to be the value. */
  readonly holds: boolean;
}

/** Answers that all have to be given so that a resource is there. */
export type Presence = readonly Answer[];

/** A resource of which it is open whether it is there. */
export interface OpenResource {
  /** Where it stands. */
  readonly at: Place;
  /** What has to be for it to be there. */
  readonly when: Presence;
}

/** A statement that is true or false. */
export function statement(question: string, holds: boolean): Answer {
  return { question, value: 'true', holds };
}

/** Whether no deployment gives both of two sets of answers. */
export function areExclusive(one: Presence, other: Presence): boolean {
  return one.some((a) => other.some((b) => contradicts(a, b)));
}

function contradicts(a: Answer, b: Answer): boolean {
  if (a.question !== b.question) return false;
  return a.holds && b.holds ? a.value !== b.value : a.holds !== b.holds && a.value === b.value;
}

/** Whether a resource is there whenever another one is. */
function comesWith(one: Presence, other: Presence): boolean {
  const isGiven = ({ question, value, holds }: Answer): boolean =>
    other.some((given) => given.question === question && given.value === value && given.holds === holds);
  return one.every(isGiven);
}

/**
 * Findings about several resources, seen with the conditions that these are under: none where two of them are never there
 * together, and a warning where one may be there without the other.
 */
export function seenWith(open: readonly OpenResource[], findings: Finding[]): Finding[] {
  if (open.length === 0) return findings;
  const byPlace = new Map(open.map(({ at, when }) => [keyOf(at.file, at.path), when]));
  return findings.flatMap((finding) => {
    if (finding.others.length === 0) return finding;
    const own = presenceOf(byPlace, finding.at);
    const others = finding.others.flatMap((at) => {
      const presence = presenceOf(byPlace, at);
      return presence ? [presence] : [];
    });
    const all = own ? [own, ...others] : others;
    if (all.some((one, index) => all.slice(index + 1).some((other) => areExclusive(one, other)))) return [];
    if (finding.severity === 'warning' || others.every((other) => comesWith(other, own ?? []))) return finding;
    return { ...finding, effect: 'may go wrong', severity: 'warning' };
  });
}

/** The presence of the resource that a place is in; undefined where it is there in any case. */
function presenceOf(byPlace: ReadonlyMap<string, Presence>, { file, path }: Place): Presence | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const known = byPlace.get(keyOf(file, path.slice(0, end)));
    if (known) return known;
  }
  return undefined;
}

function keyOf(file: string | undefined, path: string): string {
  return `${file ?? ''}\n${path}`;
}
