import { writeSync } from 'node:fs';
import { Files } from '../lib/cli/files';
import { main } from '../lib/cli/main';
import { prepare } from '../lib/cli/prepare';

/** Writes all of a text, also to a pipe that takes it in parts. */
function write(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EPIPE') return; // whoever read it has seen enough
      if (code !== 'EAGAIN') throw error;
    }
  }
}

const argv = process.argv.slice(2);
const files = new Files();

const interruption = new AbortController();

/** The first of these signals has a command clean up; the next ends the process. */
function endOnSignal(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      interruption.abort();
    });
  }
}

void prepare(argv, files).then(async () => {
  const code = main(
    argv,
    {
      files,
      colours: process.stdout.isTTY && !process.env['NO_COLOR'],
      interrupted: interruption.signal,
      ...(process.stdout.columns > 0 ? { columns: process.stdout.columns } : {}),
      print: (text) => {
        write(1, text);
      },
      complain: (line) => {
        write(2, `${line}\n`);
      },
    },
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- by its own name, so that it is found from source and package alike
    () => (require('portwright/package.json') as { version: string }).version,
  );
  if (typeof code !== 'number') endOnSignal();
  process.exitCode = await code;
});
