import { quoted } from '../values/model-error';

/** A program that listens on its loopback, and who wants to reach it. */
export type LoopbackFacts = {
  readonly container: string;
  readonly address: string;
  readonly port: number;
  readonly by: string;
  readonly isUsual: boolean;
  /** What says that others are to reach the port, such as `is published`. */
  readonly asked: string;
};

export const LISTEN_EVERYWHERE =
  'let the program listen at 0.0.0.0 (or ::), such as with --host 0.0.0.0 or a variable of its own';

/** Where it listens and who does not reach it. */
export function explainLoopback({ container, address, port, by, isUsual, asked }: LoopbackFacts): string {
  const why = isUsual ? 'which is where it listens unless its command says otherwise' : `because of ${quoted(by)}`;
  return `the program of container ${container} listens at ${address}:${port} (${why}); port ${port} ${asked}, and that arrives at another address`;
}
