/**
 * A list as it was read. `complete` is false when some of its elements could not be known: what is there can be judged,
 * what is missing cannot.
 */
export interface Listed<T> {
  /** The elements that could be read. */
  readonly items: readonly T[];
  /** Whether there are no others. */
  readonly complete: boolean;
}

/** An empty, complete list. */
export const NOTHING: Listed<never> = { items: [], complete: true };

/** Joins lists; complete when all are. */
export function joined<T>(lists: readonly Listed<T>[]): Listed<T> {
  return { items: lists.flatMap((list) => list.items), complete: lists.every((list) => list.complete) };
}
