import { wrapped } from '../report/lines';
import { type CommandShape, type Option } from './command';

const WIDTH = 100;

/** The help of one command. */
export function helpOf(command: CommandShape): string {
  const { name, operands, summary, description, options, examples } = command;
  return [
    `portwright ${name}: ${summary}`,
    '',
    `usage: portwright ${[name, operands, '[options]'].filter(Boolean).join(' ')}`,
    '',
    ...description.flatMap((paragraph) => [...wrapped(paragraph, WIDTH), '']),
    'options:',
    ...columns(options.map((option) => [usageOf(option), option.help])),
    '',
    'examples:',
    ...examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}

/** The help of the program. */
export function overview(commands: readonly CommandShape[]): string {
  return [
    'portwright: what will not work in container networking, and who reaches whom, before anything is deployed',
    '',
    'usage: portwright COMMAND [options]',
    '',
    'commands:',
    ...columns(commands.map(({ name, operands, summary }) => [`${name} ${operands}`.trim(), summary])),
    '',
    'portwright COMMAND --help says more. portwright --version prints the version.',
    '',
  ].join('\n');
}

/** The page of the command line: the help of every command. */
export function helpDocument(commands: readonly CommandShape[]): string {
  const sections = commands.flatMap((command) => [
    `## portwright ${command.name}`,
    '',
    `${command.summary.charAt(0).toUpperCase()}${command.summary.slice(1)}.`,
    '',
    '```text',
    helpOf(command).trimEnd(),
    '```',
    '',
  ]);
  return ['# The command line', '', '<!-- written by npm run docs -->', '', ...sections].join('\n');
}

function usageOf({ name, short, value }: Option): string {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  return short === undefined ? `    ${long}` : `-${short}, ${long}`;
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const left = Math.min(Math.max(...rows.map(([first]) => first.length)), 36);
  return rows.flatMap(([first, second]) => {
    const lines = wrapped(second, WIDTH - left - 4);
    const head = first.length > left ? [`  ${first}`] : [];
    const start = first.length > left ? '' : first;
    return [...head, ...lines.map((line, index) => `  ${(index === 0 ? start : '').padEnd(left)}  ${line}`)];
  });
}
