import { type Files } from './files';

/** What a command has to do with the outside. */
export interface Context {
  readonly files: Files;
  /** Whether output goes to a terminal that shows colours. */
  readonly colours: boolean;
  /** Version of the package. */
  readonly version: () => string;
  /** Prints to standard output. */
  readonly print: (text: string) => void;
  /** Prints a line to standard error. */
  readonly complain: (line: string) => void;
}
