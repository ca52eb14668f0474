import { MOST_SINGLE } from './picture';

/** Things that a picture draws as one, with the one that is asked for all. */
export interface Equals<T> {
  readonly first: T;
  readonly members: readonly T[];
}

/** Groups of equals by a key that holds all that a picture shows of each; a few things stay one by one. */
export function groupsOfEquals<T>(things: readonly T[], keyOf: (thing: T) => string): Equals<T>[] {
  if (things.length <= MOST_SINGLE) return things.map((first) => ({ first, members: [first] }));
  const groups = new Map<string, [T, ...T[]]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group) group.push(thing);
    else groups.set(key, [thing]);
  }
  return [...groups.values()].map((members) => ({ first: members[0], members }));
}

/** What a group is called: what its members have in common, or the first of them and how many more. */
export function groupLabel(labels: readonly string[]): string {
  const [first = '', ...others] = [...new Set(labels)];
  if (others.length === 0) return labels.length > 1 ? `${first} × ${labels.length}` : first;
  return `${first} and ${labels.length - 1} more`;
}
