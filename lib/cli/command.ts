import { parseArgs, type ParseArgsConfig } from 'node:util';
import { nearest } from '../core/values/similar';
import { UsageError } from './usage-error';

/** An option of a command. */
export interface Option {
  readonly name: string;
  readonly short?: string;
  /** What its value is called in the help; undefined: a switch. */
  readonly value?: string;
  /** The values that it can have. */
  readonly choices?: readonly string[];
  /** Whether it can be given several times. */
  readonly many?: boolean;
  /** What other tools call it, for those who type that. */
  readonly alike?: readonly string[];
  readonly help: string;
}

/** A command as the help and the shells know it. */
export interface CommandShape {
  readonly name: string;
  /** What comes behind the name, such as `FILE...`. */
  readonly operands: string;
  /** What it is for, in one line. */
  readonly summary: string;
  /** More, for those who ask; paragraphs. */
  readonly description: readonly string[];
  readonly options: readonly Option[];
  readonly examples: readonly string[];
  /** Words that can stand as operands, for completion. @default - file names */
  readonly words?: () => readonly string[];
}

/** What was given on the command line. */
export class Arguments {
  constructor(
    readonly operands: readonly string[],
    private readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>,
  ) {}

  flag(name: string): boolean {
    return this.values[name] === true;
  }

  value(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === 'string' ? value : undefined;
  }

  list(name: string): readonly string[] {
    const value = this.values[name];
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  }
}

/** @throws UsageError for an option that the command does not have, or a value that an option cannot have */
export function parseArguments(command: CommandShape, argv: readonly string[]): Arguments {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const { name, short, value, many = false } of command.options) {
    options[name] = {
      type: value === undefined ? 'boolean' : 'string',
      multiple: many,
      ...(short === undefined ? {} : { short }),
    };
  }
  const { values, positionals } = parsed(command, argv, options);
  for (const { name, choices } of command.options) {
    if (!choices) continue;
    const value = values[name];
    if (typeof value === 'string' && !choices.includes(value)) {
      throw new UsageError(`--${name} is one of ${choices.join(', ')}, got ${JSON.stringify(value)}`, command.name);
    }
  }
  return new Arguments(positionals, values);
}

function parsed(
  command: CommandShape,
  argv: readonly string[],
  options: NonNullable<ParseArgsConfig['options']>,
): ReturnType<typeof parseArgs> {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    const text = (error as Error).message;
    const sentence = (text.split('. ')[0] ?? text).replace(/\.$/, '');
    const problem = sentence.charAt(0).toLowerCase() + sentence.slice(1);
    const [, unknown] = /^unknown option '--?([^']*)'/.exec(problem) ?? [];
    const meant = unknown === undefined ? undefined : optionMeant(command, unknown);
    throw new UsageError(meant === undefined ? problem : `${problem}; did you mean --${meant}?`, command.name);
  }
}

function optionMeant({ options }: CommandShape, given: string): string | undefined {
  const known = options.find(({ alike = [] }) => alike.includes(given));
  if (known) return known.name;
  return nearest(
    given,
    options.map(({ name }) => name),
  );
}
