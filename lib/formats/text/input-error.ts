/** Where something stands in a text; both count from 1. */
export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** An input that cannot be read: where, what stands there, and what was expected. */
export class InputError extends Error {
  /** What it is called where it is printed. */
  override readonly name = 'InputError';

  constructor(
    /** Name of the file. */
    readonly file: string,
    /** Where in it. */
    readonly position: Position,
    /** Lower case, no final period. */
    readonly problem: string,
  ) {
    super(`${file}:${position.line}:${position.column}: ${problem}`);
  }
}

/** A file of no format that is read, whether or not anything is wrong with it: what it is, or what was expected. */
export class ForeignFileError extends InputError {}
