import { parseArgs, type ParseArgsConfig } from 'node:util';
import { nearest } from '../core/values/similar';
import { UsageError } from './usage-error';

/** An option of a command. */
export interface Option {
  readonly name: string;
  readonly short?: string;
  /** The placeholder of its value in the help; undefined for a switch. */
  readonly value?: string;
  /** The values that it accepts. @default - any */
  readonly choices?: readonly string[];
  /** Whether it can be given several times. @default false */
  readonly many?: boolean;
  /** Names of the same option in other tools, suggested to users who type them. */
  readonly synonyms?: readonly string[];
  readonly help: string;
}

/** A command as its help and shell completion describe it. */
export interface CommandShape {
  readonly name: string;
  /** What follows the name, such as `FILE...`. */
  readonly operands: string;
  /** Its purpose, in one line. */
  readonly summary: string;
  /** Further paragraphs for its own help. */
  readonly description: readonly string[];
  readonly options: readonly Option[];
  readonly examples: readonly string[];
  /** Operands that a shell completes. @default - file names */
  readonly words?: () => readonly string[];
}

/** The options and operands of a command line. */
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
  const known = options.find(({ synonyms = [] }) => synonyms.includes(given));
  if (known) return known.name;
  return nearest(
    given,
    options.map(({ name }) => name),
  );
}
