import { prepareInputs, type InputFile } from '../formats/input';
import { DaemonError } from './daemon-error';
import type * as Daemon from './docker-daemon';
import { type Files } from './files';
import { takesFiles } from './main';
import { OF_MODULE_IN_JSON } from '../formats/terraform/file-names';

/** The prefix of operands that mean a Docker daemon. */
const DAEMON = 'docker:';

/**
 * Does what is asynchronous before {@link main}, which is not: loads parsers for the files of a command line, and asks the
 * Docker daemons that it names.
 */
export async function prepare(argv: readonly string[], files: Files): Promise<void> {
  // operands of the other commands are no file names, and must not be matched against files
  if (!takesFiles(argv[0])) return;
  for (const name of new Set(argv)) if (name.startsWith(DAEMON)) files.keep(name, await asked(name, files));
  await prepareInputs(
    argv.filter((name) => name === '-' || !name.startsWith('-')).flatMap((name) => looked(name, files)),
  );
}

/** The answers of a daemon as JSON, or the error. */
async function asked(name: string, files: Files): Promise<string | DaemonError> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on first use
  const { snapshotOf, endpointOf } = require('./docker-daemon') as typeof Daemon;
  try {
    return JSON.stringify(await snapshotOf(endpointOf(name.slice(DAEMON.length), files, process.env)));
  } catch (error) {
    if (error instanceof DaemonError) return error;
    throw error;
  }
}

/** Files that can be read; the command itself reports those that cannot. */
function looked(name: string, files: Files): InputFile[] {
  try {
    return files.named(name).flatMap((file) => {
      if (file === '-') return [{ name: '-', text: files.read(file) }];
      const text = OF_MODULE_IN_JSON.test(file) ? files.tryRead(file) : '';
      return text === undefined ? [] : [{ name: file, text }];
    });
  } catch {
    return [];
  }
}
