/** The name of the function that an object calls; undefined for plain data. */
export function intrinsicOf(raw: object): string | undefined {
  let found: string | undefined;
  for (const key in raw) {
    if (found !== undefined || !(key.startsWith('Fn::') || key === 'Ref' || key === 'Condition')) return undefined;
    found = key;
  }
  return found;
}

/** A value as one text: the same for what is written alike. */
export function asWritten(raw: unknown): string {
  return JSON.stringify(raw ?? null);
}

/** How deep references and conditions are followed. */
export const MAX_DEPTH = 64;
