/**
 * A value that cannot exist, reported where it was written.
 *
 * Thrown at once, so the stack is the place. Combinations that will not work together are not errors of this kind: they
 * are collected as a {@link Finding}.
 */
export class ModelError extends Error {
  /** What it is called where it is printed. */
  override readonly name = 'ModelError';

  /**
   * @param code stable, kebab-case identifier of the mistake
   * @param problem what was given and what is allowed; lower case, no final period
   * @param fix what to write instead, in words of the public API
   * @param entry the public function that was called; the stack starts at its caller
   */
  constructor(
    /** Kebab-case words; stable. */
    readonly code: string,
    /** What was expected, and what was given. */
    readonly problem: string,
    /** What to write instead. */
    readonly fix: string,
    entry?: (...args: never[]) => unknown,
  ) {
    super(`${problem}\n  fix: ${fix}`);
    if (entry) Error.captureStackTrace(this, entry);
  }

  /** Tells a ModelError from other errors, also when two copies of this library are loaded. */
  static isModelError(error: unknown): error is ModelError {
    return error instanceof Error && error.name === 'ModelError' && 'code' in error && 'fix' in error;
  }
}

/** The value as it was written, for messages. */
export function quoted(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint' || value === undefined) return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
