/** The part of jest's `expect` that takes matchers. */
interface Extensible {
  extend(matchers: object): void;
}

/**
 * Gives matchers to the `expect` that a runner has made global, as jest does; where there is none, or one of another form, nothing
 * happens.
 */
export function registerGlobally(matchers: object): void {
  const { expect } = globalThis as { readonly expect?: unknown };
  if (isExtensible(expect)) expect.extend(matchers);
}

function isExtensible(expect: unknown): expect is Extensible {
  return typeof expect === 'function' && 'extend' in expect && typeof expect.extend === 'function';
}
