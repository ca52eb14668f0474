import { triage } from '../core';
import { findingsOf, readInputs, type Input } from '../formats';
import { COLOURED, PLAIN, reportOf, textReport, type Report } from '../report';
import { type Arguments, type CommandShape } from './command';
import { type Context } from './context';
import { format, HELP, JUDGING, READING } from './options';
import { settingsOf, type FailOn } from './settings';
import { UsageError } from './usage-error';

export const CHECK: CommandShape = {
  name: 'check',
  operands: 'FILE...',
  summary: 'say what will not work, or may surprise',
  description: [
    'Reads CloudFormation templates, ECS task definitions and services, Terraform JSON and compose files, and applies every rule.',
    'Files of one type are read together: templates that import from each other, services and their task definitions, compose files that are merged. A dash reads standard input.',
    'Exit code: 0 when nothing at or above --fail-on was found, 1 when something was, 2 when a file could not be read.',
  ],
  options: [
    ...READING,
    ...JUDGING,
    format('text', 'json', 'sarif', 'markdown'),
    { name: 'unknown', help: 'list the values that could not be known' },
    HELP,
  ],
  examples: [
    'portwright check template.yaml --param Environment=prod',
    'portwright check compose.yaml compose.override.yaml --profile debug',
    'terraform show -json plan.out | portwright check -',
    'portwright check template.json --format sarif > portwright.sarif',
    "portwright check template.json --acknowledge 'host-port-in-dynamic-range@Net/Web=agreed with operations'",
  ],
};

/** Checks files and prints what was found; gives the exit code. */
export function runCheck(args: Arguments, context: Context): number {
  if (args.operands.length === 0) throw new UsageError('check takes at least one file', 'check');
  const settings = settingsOf(args, context.files);
  const inputs = readInputs(
    args.operands.map((name) => context.files.input(name)),
    settings.reading,
  );
  const report = reportOf(
    inputs.map((input) => ({
      type: input.type,
      files: input.files,
      triage: triage(findingsOf(input.reading), settings.acknowledgements),
      unknown: input.reading.unknown,
      locate: input.locate,
    })),
  );
  context.print(rendered(report, args, context));
  if (printProblems(inputs, context)) return 2;
  return exitCode(report, settings.failOn);
}

/** Prints what the formats themselves refuse; true when there is something. */
export function printProblems(inputs: readonly Input[], { complain }: Context): boolean {
  let some = false;
  for (const { reading, files, locate } of inputs) {
    for (const { at, message } of reading.problems) {
      const { line, column } = locate(at) ?? { line: 1, column: 1 };
      complain(`${at.file ?? files[0] ?? ''}:${line}:${column}: ${message}`);
      some = true;
    }
  }
  return some;
}

function rendered(report: Report, args: Arguments, context: Context): string {
  switch (args.value('format') ?? 'text') {
    case 'json':
      return `${JSON.stringify(report, undefined, 2)}\n`;
    default:
      return textReport(report, { style: context.colours ? COLOURED : PLAIN, listsUnknown: args.flag('unknown') });
  }
}

function exitCode({ summary: { error, warning } }: Report, failOn: FailOn): number {
  if (failOn === 'never') return 0;
  return error > 0 || (failOn === 'warning' && warning > 0) ? 1 : 0;
}
