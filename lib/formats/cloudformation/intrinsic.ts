/** The name of the function that an object calls; undefined for plain data. */
export function intrinsicOf(raw: object): string | undefined {
  let found: string | undefined;
  for (const key in raw) {
    if (found !== undefined || !(key.startsWith('Fn::') || key === 'Ref' || key === 'Condition')) return undefined;
    found = key;
  }
  return found;
}
