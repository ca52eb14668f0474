/**
 * Things by their names.
 *
 * @param kind what they are, for the message
 * @throws Error where two have the same name, which is a mistake in the code that registers them
 */
export function registered<T, N extends string>(
  kind: string,
  items: readonly T[],
  nameOf: (item: T) => N,
): ReadonlyMap<N, T> {
  const byName = new Map<N, T>();
  for (const item of items) {
    const name = nameOf(item);
    if (byName.has(name)) throw new Error(`${kind} ${name} is registered twice`);
    byName.set(name, item);
  }
  return byName;
}
