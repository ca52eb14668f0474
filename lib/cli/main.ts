import { ModelError } from '../core/values/model-error';
import { nearest } from '../core/values/similar';
import { InputError } from '../formats/text/input-error';
import { fitted } from '../report/lines';
import { printable } from '../report/style';
import { CHECK, runCheck } from './check-command';
import { COMPLETION, runCompletion } from './completion-command';
import { parseArguments, type Arguments, type CommandShape } from './command';
import { type Context } from './context';
import { DaemonError } from './daemon-error';
import type * as Diff from './diff';
import { DIFF } from './diff-command';
import { EXPLAIN, runExplain } from './explain-command';
import { FLOWS, runFlows } from './flows-command';
import { GRAPH, runGraph } from './graph-command';
import { helpOf, overview } from './help';
import { INSPECT, LS, runInspect, runLs } from './ls-command';
import { LOCAL, runLocal } from './local-command';
import type * as Reach from './reach';
import { REACH } from './reach-command';
import { UsageError } from './usage-error';

interface Command {
  readonly shape: CommandShape;
  readonly run: (args: Arguments, context: Context) => number | Promise<number>;
}

/* eslint-disable @typescript-eslint/no-require-imports -- a command is loaded when it is run */
const COMMANDS: readonly Command[] = [
  { shape: CHECK, run: runCheck },
  { shape: REACH, run: (args, context) => (require('./reach') as typeof Reach).runReach(args, context) },
  { shape: FLOWS, run: runFlows },
  { shape: GRAPH, run: runGraph },
  { shape: LS, run: runLs },
  { shape: INSPECT, run: runInspect },
  { shape: EXPLAIN, run: runExplain },
  { shape: DIFF, run: (args, context) => (require('./diff') as typeof Diff).runDiff(args, context) },
  { shape: LOCAL, run: runLocal },
  { shape: COMPLETION, run: (args, context) => runCompletion(args, context, SHAPES) },
];
/* eslint-enable */

/** The commands, for the documentation. */
export const SHAPES: readonly CommandShape[] = COMMANDS.map(({ shape }) => shape);

/** Whether the operands of a command are files; a word that is no command may itself be a file. */
export function takesFiles(name: string | undefined): boolean {
  return find(name)?.shape.words === undefined;
}

/**
 * Runs a command line.
 * @returns exit code: 0 success, 1 findings or parts that could not be read, 2 nothing could be read or the command line not understood; a promise when the command uses an engine
 */
export function main(
  argv: readonly string[],
  context: Omit<Context, 'version'>,
  version: () => string,
): number | Promise<number> {
  try {
    const code = run(argv, context, version);
    return typeof code === 'number' ? code : code.catch((error: unknown) => complain(error, argv, context));
  } catch (error) {
    return complain(error, argv, context);
  }
}

/** Prints why a command line was not understood or an input not read; returns the exit code. */
function complain(error: unknown, argv: readonly string[], context: Pick<Context, 'complain'>): number {
  if (error instanceof InputError) context.complain(printable(error.message));
  else if (error instanceof UsageError) {
    const about = error.command ?? find(argv[0])?.shape.name;
    const more = about === undefined ? '' : ` ${about}`;
    context.complain(`portwright: ${printable(error.problem)}\n  see: portwright${more} --help`);
  } else if (error instanceof DaemonError) context.complain(`portwright: ${printable(error.message)}`);
  else if (ModelError.isModelError(error)) context.complain(`portwright: ${error.message}`);
  else throw error;
  return 2;
}

function run(
  argv: readonly string[],
  context: Omit<Context, 'version'>,
  version: () => string,
): number | Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const wanted = name === 'help' ? find(rest[0]) : undefined;
    context.print(fitted(wanted ? helpOf(wanted.shape) : overview(SHAPES), context.columns));
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-v') {
    context.print(`${version()}\n`);
    return 0;
  }
  const command = find(name);
  if (!command) throw new UsageError(`there is no command ${JSON.stringify(name)}; ${hintFor(name)}`);
  const args = parseArguments(command.shape, rest);
  if (args.flag('help')) {
    context.print(fitted(helpOf(command.shape), context.columns));
    return 0;
  }
  return command.run(args, { ...context, version });
}

function find(name: string | undefined): Command | undefined {
  return COMMANDS.find(({ shape }) => shape.name === name);
}

/** A hint about a word that is not a command. */
function hintFor(word: string): string {
  const names = SHAPES.map(({ name }) => name);
  const meant = nearest(word, names);
  if (meant !== undefined) return `did you mean ${meant}?`;
  // the user began with the file
  if (/[./\\]/.test(word)) return `to check a file, run: portwright check ${word}`;
  return `there is ${names.join(', ')}`;
}
