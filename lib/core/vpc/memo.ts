interface Keeping<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

/** What a map keeps for a key; made the first time that it is asked for. */
export function remembered<K, V>(map: Keeping<K, V>, key: K, make: () => NonNullable<V>): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
