import { basename, dirname, join, resolve } from 'node:path';
import { coverageOf } from '../formats/coverage';
import { readInputs, type Input, type InputFile } from '../formats/input';
import { ForeignFileError, InputError } from '../formats/text/input-error';
import { type UnreadFile } from '../report/report';
import { printable } from '../report/style';
import { type Arguments } from './command';
import { type Context } from './context';
import { DaemonError } from './daemon-error';
import { settingsOf, type Settings } from './settings';
import { UsageError } from './usage-error';

/** What a command line gives to read. */
export interface Given {
  readonly settings: Settings;
  readonly inputs: readonly Input[];
  /** Files among others that could not be read. */
  readonly unread: readonly UnreadFile[];
}

/**
 * The files of a command line, with the settings that go for them. Of several files, those that cannot be read are told
 * apart; where none can be, that is an error.
 * @param home the file whose folder names a compose project; by default the first
 */
export function readAll(
  command: string,
  args: Arguments,
  context: Context,
  names: readonly string[] = args.operands,
  home: string | undefined = names[0],
): Given {
  if (home === undefined)
    throw new UsageError(`${command} takes at least one file or folder, such as: portwright ${command} .`, command);
  const settings = settingsOf(args, context.files);
  const files = names.flatMap((name) => context.files.named(name));
  const [first = home] = context.files.named(home);
  sayLeftOut(names, files, context);
  const errors: (InputError | DaemonError)[] = [];
  const inputs = readInputs(
    files.flatMap((name) => textOf(name, context, errors)),
    {
      project: basename(first === '-' ? resolve() : resolve(dirname(first))),
      ...settings.reading,
      onUnread: (error) => errors.push(error),
    },
  );
  const last = errors.at(-1);
  if (last !== undefined && inputs.length === 0) {
    for (const { message } of errors.slice(0, -1)) context.complain(printable(message));
    throw last;
  }
  // of two states of a file, one may lack what the other has
  if (command !== 'diff') checkParameters(command, args, inputs);
  return { settings, inputs, unread: errors.map(unreadOf) };
}

/** Another file of a compose project, such as compose.override.yaml or compose.prod.yaml. */
const COMPOSE_PART = /^(?:docker-)?compose\.[\w-]+\.ya?ml$/;
const COMPOSE_FILE = /^(?:docker-)?compose\.ya?ml$/;

/**
 * Says which files lie beside those that are read and are not read with them: of a compose project the one that is merged
 * unasked, and those of other stages where a folder was given; of a folder also other files of what Docker runs.
 */
function sayLeftOut(names: readonly string[], files: readonly string[], { files: disk, complain }: Context): void {
  const read = new Set(files.map((name) => resolve(name)));
  const said = new Set<string>();
  const say = (file: string, why: string): void => {
    if (read.has(resolve(file)) || said.has(resolve(file))) return;
    said.add(resolve(file));
    complain(printable(`portwright: ${file} is not read; ${why}`));
  };
  for (const file of files.filter((name) => COMPOSE_FILE.test(basename(name)))) {
    const isNamed = names.includes(file);
    for (const part of disk.list(dirname(file)).filter((name) => COMPOSE_PART.test(name))) {
      const isMerged = part.includes('compose.override.');
      if (isNamed && !isMerged) continue;
      const why = isMerged ? 'docker compose merges it when no file is named; ' : '';
      say(join(dirname(file), part), `${why}name it too to check them together`);
    }
  }
  for (const left of names.flatMap((name) => disk.leftIn(name))) say(left, 'name it to check it');
}

/** A file of which the errors of reading are kept. */
function textOf(name: string, { files }: Context, errors: (InputError | DaemonError)[]): InputFile[] {
  try {
    return [files.input(name)];
  } catch (error) {
    if (!(error instanceof InputError || error instanceof DaemonError)) throw error;
    errors.push(error);
    return [];
  }
}

function unreadOf(error: InputError | DaemonError): UnreadFile {
  if (error instanceof DaemonError) return { file: 'docker:', message: error.message, isForeign: false };
  const { file, position, problem } = error;
  return { file, at: position, message: problem, isForeign: error instanceof ForeignFileError };
}

/** @throws UsageError for a parameter that no file has, such as one with a mistake in its name */
function checkParameters(command: string, args: Arguments, inputs: readonly Input[]): void {
  if (inputs.some(({ parameters }) => parameters === undefined)) return;
  const declared = new Set(inputs.flatMap(({ parameters }) => parameters ?? []));
  const wrong = args
    .list('param')
    .map((text) => text.slice(0, text.indexOf('=')))
    .find((name) => !declared.has(name) && !name.startsWith('AWS::'));
  if (wrong === undefined) return;
  throw new UsageError(
    `--param names ${JSON.stringify(wrong)}, which no template declares; there is ${[...declared].join(', ') || 'none'}`,
    command,
  );
}

/**
 * Prints what could not be read, files and parts of files.
 * @returns the exit code of a command that answers of the rest: its own, but not 0 where something is wrong with what could
 * not be read, and 2 where nothing else could be judged
 */
export function exitCodeOf({ inputs, unread }: Omit<Given, 'settings'>, own: number, { complain }: Context): number {
  let isRefused = false;
  for (const { file, at, message, isForeign } of unread) {
    complain(printable(at === undefined ? `portwright: ${message}` : `${file}:${at.line}:${at.column}: ${message}`));
    isRefused ||= !isForeign;
  }
  for (const { reading, files, locate } of inputs) {
    for (const { at, message } of reading.problems) {
      const { line, column } = locate(at) ?? { line: 1, column: 1 };
      complain(printable(`${at.file ?? files[0] ?? ''}:${line}:${column}: ${message}`));
      isRefused = true;
    }
  }
  if (!isRefused) return own;
  return inputs.some(({ reading }) => Object.keys(coverageOf(reading).judged).length > 0) ? Math.max(own, 1) : 2;
}
