/**
 * A value that is decided later: a token of a framework, a parameter without a value, an attribute of a resource that does
 * not exist yet.
 *
 * Rules never guess at it. Adapters and readers put one wherever a value cannot be known, with the reason.
 */
export class Unknown {
  constructor(
    /** What decides the value, such as "parameter WebPort has no value". */
    readonly why: string,
  ) {}
}

/** A value, or the reason why it is not known yet. */
export type Knowable<T> = T | Unknown;

/** Whether the value is there to be looked at. */
export function isKnown<T>(value: Knowable<T>): value is T {
  return !(value instanceof Unknown);
}

/** The value, or the fallback where it is unknown. Only for texts: a decision must not rest on a fallback. */
export function knownOr<T>(value: Knowable<T>, fallback: T): T {
  return value instanceof Unknown ? fallback : value;
}

/** The value; undefined where it is unknown or not given. */
export function known<T>(value: Knowable<T> | undefined): T | undefined {
  return value instanceof Unknown ? undefined : value;
}
