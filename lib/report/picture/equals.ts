import { MAX_SINGLE } from './picture';

/** Equal things that a picture draws as one node, with the one that questions about them are asked of. */
export interface Equals<T> {
  readonly first: T;
  readonly members: readonly T[];
}

/** Groups things by a key that contains all that a picture shows of each; a few things are not grouped. */
export function groupsOfEquals<T>(things: readonly T[], keyOf: (thing: T) => string): Equals<T>[] {
  if (things.length <= MAX_SINGLE) return things.map((first) => ({ first, members: [first] }));
  const groups = new Map<string, [T, ...T[]]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group) group.push(thing);
    else groups.set(key, [thing]);
  }
  return [...groups.values()].map((members) => ({ first: members[0], members }));
}

/** The label of a group: what its members have in common, or the first of them and how many more. */
export function groupLabel(labels: readonly string[]): string {
  const [first = '', ...others] = [...new Set(labels)];
  if (others.length === 0) return labels.length > 1 ? `${first} × ${labels.length}` : first;
  return `${first} and ${labels.length - 1} more`;
}
