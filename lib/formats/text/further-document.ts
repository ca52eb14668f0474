/** A document of a YAML text behind the first. */
export interface FurtherDocument {
  /** The document, parsed. */
  readonly data: unknown;
  /** The pointer by which the places in it are located: `/---1` for the second. */
  readonly pointer: string;
}
