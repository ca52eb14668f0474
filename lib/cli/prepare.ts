import { prepareInputs, type InputFile } from '../formats/input';
import { DaemonError } from './daemon-error';
import type * as Daemon from './docker-daemon';
import { type Files } from './files';
import { takesFiles } from './main';

/** What an operand begins with that means a Docker daemon and no file. */
const DAEMON = 'docker:';

/**
 * Loads what the files of a command line take to be read, and asks the Docker daemons that it names, before {@link main}
 * reads them in one go.
 */
export async function prepare(argv: readonly string[], files: Files): Promise<void> {
  // what stands behind the others are words, and nothing is looked for that they may match
  if (!takesFiles(argv[0])) return;
  for (const name of new Set(argv)) if (name.startsWith(DAEMON)) files.keep(name, await asked(name, files));
  await prepareInputs(
    argv.filter((name) => name === '-' || !name.startsWith('-')).flatMap((name) => looked(name, files)),
  );
}

/** What a daemon says about its host, or why it does not. */
async function asked(name: string, files: Files): Promise<string | DaemonError> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- whoever reads files does not wait for what asks daemons
  const { snapshotOf, endpointOf } = require('./docker-daemon') as typeof Daemon;
  try {
    return JSON.stringify(await snapshotOf(endpointOf(name.slice(DAEMON.length), files, process.env)));
  } catch (error) {
    if (error instanceof DaemonError) return error;
    throw error;
  }
}

/** Of what is not there or not readable, the command itself speaks. */
function looked(name: string, files: Files): InputFile[] {
  try {
    return files.named(name).flatMap((file) => {
      if (file === '-') return [{ name: '-', text: files.read(file) }];
      const text = /\.(?:tf|tofu)\.json$/i.test(file) ? files.tryRead(file) : '';
      return text === undefined ? [] : [{ name: file, text }];
    });
  } catch {
    return [];
  }
}
