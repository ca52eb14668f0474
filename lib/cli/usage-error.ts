/** A command line that means nothing: what was given and what is allowed. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(
    /** Lower case, no final period. */
    readonly problem: string,
    /** The command that it was given to. @default - none */
    readonly command?: string,
  ) {
    super(problem);
  }
}
