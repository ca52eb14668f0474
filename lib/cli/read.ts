import { basename, dirname, resolve } from 'node:path';
import { readInputs, type Input } from '../formats/input';
import { printable } from '../report/style';
import { type Arguments } from './command';
import { type Context } from './context';
import { settingsOf, type Settings } from './settings';
import { UsageError } from './usage-error';

/**
 * The files of a command line, with the settings that go for them.
 * @param home the file whose folder names a compose project; by default the first
 */
export function readAll(
  command: string,
  args: Arguments,
  context: Context,
  names: readonly string[] = args.operands,
  home: string | undefined = names[0],
): { readonly settings: Settings; readonly inputs: readonly Input[] } {
  if (home === undefined)
    throw new UsageError(`${command} takes at least one file or folder, such as: portwright ${command} .`, command);
  const settings = settingsOf(args, context.files);
  const files = names.flatMap((name) => context.files.named(name));
  const [first = home] = context.files.named(home);
  const inputs = readInputs(
    files.map((name) => context.files.input(name)),
    { project: basename(first === '-' ? resolve() : resolve(dirname(first))), ...settings.reading },
  );
  // of two states of a file, one may lack what the other has
  if (command !== 'diff') checkParameters(command, args, inputs);
  return { settings, inputs };
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

/** Prints what the formats themselves refuse; true when there is something. */
export function printProblems(inputs: readonly Input[], { complain }: Context): boolean {
  let some = false;
  for (const { reading, files, locate } of inputs) {
    for (const { at, message } of reading.problems) {
      const { line, column } = locate(at) ?? { line: 1, column: 1 };
      complain(printable(`${at.file ?? files[0] ?? ''}:${line}:${column}: ${message}`));
      some = true;
    }
  }
  return some;
}
