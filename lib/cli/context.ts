import { type Files } from './files';

/** The environment of a command: files, output, and interruption. */
export interface Context {
  readonly files: Files;
  /** Whether output goes to a terminal that shows colours. */
  readonly colours: boolean;
  /** Width of the terminal, in columns. @default - the output is no terminal, and lines are not wrapped */
  readonly columns?: number;
  /** Version of the package. */
  readonly version: () => string;
  /** Prints to standard output. */
  readonly print: (text: string) => void;
  /** Aborted when the user interrupts the command, for commands that run until then. */
  readonly interrupted: AbortSignal;
  /** Prints a line to standard error. */
  readonly complain: (line: string) => void;
}
