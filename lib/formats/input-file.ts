/** A file as it came from disk or standard input. */
export interface InputFile {
  /** Name of the file, as places say it. */
  readonly name: string;
  /** All of its text. */
  readonly text: string;
}
