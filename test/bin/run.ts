import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Files } from '../../lib/cli/files';
import { main } from '../../lib/cli/main';

/** What a command line printed and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process. */
export function run(...argv: readonly string[]): Outcome {
  return runOn(undefined, ...argv);
}

/** Runs a command line in this process, with its output on a terminal of so many columns; undefined: on none. */
export function runOn(columns: number | undefined, ...argv: readonly string[]): Outcome {
  const { code, outcome } = begin(argv, columns, new AbortController().signal);
  if (typeof code !== 'number') throw new Error(`${argv.join(' ')} works on an engine: await it`);
  return { code, ...outcome() };
}

/** Runs a command line that works on an engine, to its end, or until it has printed something, when it is interrupted. */
export async function runAwaited(argv: readonly string[], until?: RegExp): Promise<Outcome> {
  const interruption = new AbortController();
  const { code, outcome } = begin(argv, undefined, interruption.signal, (out) => {
    if (until?.test(out) === true) interruption.abort();
  });
  return { code: await code, ...outcome() };
}

function begin(
  argv: readonly string[],
  columns: number | undefined,
  interrupted: AbortSignal,
  printed: (out: string) => void = () => undefined,
): { readonly code: number | Promise<number>; readonly outcome: () => Omit<Outcome, 'code'> } {
  let [out, err] = ['', ''];
  const code = main(
    argv,
    {
      files: new Files(),
      colours: false,
      interrupted,
      ...(columns === undefined ? {} : { columns }),
      print: (text) => {
        out += text;
        printed(out);
      },
      complain: (line) => {
        err += `${line}\n`;
      },
    },
    () => '1.2.3',
  );
  return { code, outcome: () => ({ out, err }) };
}

/** A folder of its own for the files of a test. */
export class Folder {
  readonly #path = mkdtempSync(join(tmpdir(), 'portwright-test-'));

  get path(): string {
    return this.#path;
  }

  file(name: string, content: unknown): string {
    const path = join(this.#path, name);
    writeFileSync(
      path,
      typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content, undefined, 2),
    );
    return path;
  }

  /** Text without the name of the folder. */
  short(text: string): string {
    return text.replaceAll(`${this.#path}/`, '');
  }

  remove(): void {
    rmSync(this.#path, { recursive: true });
  }
}
