import { type Files } from './files';

/** What a command has to do with the outside. */
export interface Context {
  readonly files: Files;
  /** Whether output goes to a terminal that shows colours. */
  readonly colours: boolean;
  /** Columns of the terminal that output goes to. @default - it goes to none, and lines are as long as they are */
  readonly columns?: number;
  /** Version of the package. */
  readonly version: () => string;
  /** Prints to standard output. */
  readonly print: (text: string) => void;
  /** Comes when the user has had enough, for commands that go on until then. */
  readonly interrupted: AbortSignal;
  /** Prints a line to standard error. */
  readonly complain: (line: string) => void;
}
