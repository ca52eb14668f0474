import { type Arguments, type CommandShape } from './command';
import { type Context } from './context';
import { nearest } from '../core/values/similar';
import { inventory } from '../report/inventory-report';
import { DAEMONS, format, HELP, READING } from './options';
import { print } from './print';
import { exitCodeOf, readAll } from './read';
import { UsageError } from './usage-error';

export const LS: CommandShape = {
  name: 'ls',
  operands: 'FILE...',
  summary: 'list what was read',
  description: [
    'Lists clusters, services, task definitions, containers and networks with the words that findings use for them.',
    DAEMONS,
  ],
  options: [...READING, format('inventory'), HELP],
  examples: ['portwright ls template.yaml', 'portwright ls compose.yaml --profile debug', 'portwright ls docker:'],
};

export function runLs(args: Arguments, context: Context): number {
  const given = readAll('ls', args, context);
  print('inventory', given.inputs.flatMap(inventory), args, context);
  return exitCodeOf(given, 0, context);
}

export const INSPECT: CommandShape = {
  name: 'inspect',
  operands: 'PATH FILE...',
  summary: 'show everything that is known about one thing',
  description: [
    'PATH is a name that portwright ls prints, or the last part of one. Prints the model as JSON; a value that is not known is there with its reason.',
  ],
  options: [...READING, HELP],
  examples: ['portwright inspect web compose.yaml', 'portwright inspect Net/Web/nginx template.json'],
};

export function runInspect(args: Arguments, context: Context): number {
  const [path, ...names] = args.operands;
  if (path === undefined) throw new UsageError('inspect takes a path and at least one file', 'inspect');
  const given = readAll('inspect', args, context, names);
  const entries = given.inputs.flatMap(inventory);
  const exact = entries.filter(({ at }) => at.path === path);
  const found = exact.length > 0 ? exact : entries.filter(({ at }) => at.path.endsWith(`/${path}`));
  if (found.length === 0) {
    const meant = nearest(
      path,
      entries.flatMap(({ at }) => [at.path, at.path.split('/').at(-1) ?? at.path]),
    );
    const hint = meant === undefined ? 'portwright ls says what there is' : `did you mean ${meant}?`;
    throw new UsageError(`nothing is called ${JSON.stringify(path)}; ${hint}`, 'inspect');
  }
  for (const { kind, model } of found) context.print(`${JSON.stringify({ kind, ...model }, plain, 2)}\n`);
  return exitCodeOf(given, 0, context);
}

/** Makes models plain data for JSON. */
function plain(_key: string, value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value) : value;
}
