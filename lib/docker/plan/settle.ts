import { quoted } from '../../core/values/model-error';

/** What somebody gets. */
export interface Settled<T> {
  readonly value: T;
  /** Its own choice, and who has that, where it had to give way. */
  readonly gaveWay?: { readonly value: T; readonly to: string };
}

const NOTHING: ReadonlySet<string> = new Set();

/**
 * Gives each key its own choice, in which no other key has a say. Where several choose the same, the first of them keeps it
 * and the others take their next one that is nobody's own: so a key moves for those alone that choose the same.
 *
 * @param keys in the order that decides
 * @param choose the first of a key's choices that is not taken; undefined when there is none
 */
export function settle<T extends { toString(): string }>(
  keys: readonly string[],
  choose: (key: string, taken: ReadonlySet<string>) => T | undefined,
): (Settled<T> | undefined)[] {
  const own = keys.map((key) => ({ key, value: choose(key, NOTHING) }));
  const holders = new Map<string, string>();
  for (const { key, value } of own) {
    if (value && !holders.has(value.toString())) holders.set(value.toString(), key);
  }
  const taken = new Set(holders.keys());
  const unclaimed = new Set(taken);
  return own.map(({ key, value }) => {
    if (!value || unclaimed.delete(value.toString())) return value && { value };
    const next = choose(key, taken);
    if (!next) return undefined;
    taken.add(next.toString());
    return { value: next, gaveWay: { value, to: holders.get(value.toString()) ?? key } };
  });
}

/**
 * Says where a choice gave way: what was applied before would be replaced.
 *
 * @param what the choice, in words
 * @param kind what the one who has the other is
 * @param write how a choice is written down
 */
export function movedText<T extends { toString(): string }>(
  what: string,
  { value, gaveWay }: Settled<T>,
  kind: string,
  write: (value: T) => string,
): string | undefined {
  if (!gaveWay) return undefined;
  const own = `${gaveWay.value.toString()}, which ${kind} ${quoted(gaveWay.to)} has`;
  const text = `${what} is ${value.toString()}: by its name alone it would be ${own}`;
  return `${text}\n  fix: write down the one that was applied, and nothing moves it: ${write(gaveWay.value)}`;
}
