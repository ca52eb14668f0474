import { unusedAcknowledgement } from '../core/rules/check';
import { type Acknowledgement, triage, type Triage } from '../core/values/finding';
import { joined } from '../core/values/phrase';
import { FORMATS } from '../formats/formats';
import { coverageOf } from '../formats/coverage';
import { findingsOf } from '../formats/reading';
import { reportOf, type Report } from '../report/report';
import { printable } from '../report/style';
import { type Arguments, type CommandShape } from './command';
import { type Context } from './context';
import { DAEMONS, format, HELP, JUDGING, READING } from './options';
import { print } from './print';
import { exitCodeOf, readAll, type Given } from './read';
import { type FailOn, type Settings } from './settings';

export const CHECK: CommandShape = {
  name: 'check',
  operands: 'FILE...',
  summary: 'say what will not work, or may surprise',
  description: [
    `Reads ${joined(
      FORMATS.map(({ plural }) => plural),
      'and',
    )}, and applies every rule.`,
    `Files of one type are read together: ${FORMATS.map(({ together }) => together).join(', ')}. A dash reads standard input.`,
    DAEMONS,
    'Exit code: 0 when nothing at or above --fail-on was found, 1 when something was, or when a file or a resource could not be read and the rest was judged without it; 2 when nothing could be judged.',
  ],
  options: [
    ...READING,
    ...JUDGING,
    format('findings'),
    { name: 'unknown', help: 'list the values that could not be known' },
    HELP,
  ],
  examples: [
    'portwright check template.yaml --param Environment=prod',
    'portwright check compose.yaml compose.override.yaml --profile debug',
    'terraform show -json plan.out | portwright check -',
    'portwright check docker:',
    'portwright check template.json --format sarif > portwright.sarif',
    "portwright check template.json --acknowledge 'host-port-in-dynamic-range@Net/Web=agreed with operations'",
  ],
};

/** Checks files and prints what was found; returns the exit code. */
export function runCheck(args: Arguments, context: Context): number {
  const given = readAll('check', args, context);
  const { report, triages } = reportOn(given);
  print('findings', report, args, context);
  for (const { rule, path } of unusedBy(triages)) {
    const where = path === undefined ? '' : ` at ${path}`;
    context.complain(printable(`portwright: the acknowledgement of ${rule}${where} ${unusedAcknowledgement(rule)}`));
  }
  const { failOn } = given.settings;
  const code = exitCodeOf(given, exitCode(report, failOn), context);
  return code === 1 && failOn === 'never' ? 0 : code;
}

/** The report about inputs, with what is acknowledged in them. */
export function reportOn({
  inputs,
  unread,
  settings: { acknowledgements },
}: Pick<Given, 'inputs' | 'unread'> & { readonly settings: Pick<Settings, 'acknowledgements'> }): {
  readonly report: Report;
  readonly triages: readonly Triage[];
} {
  const checked = inputs.map((input) => ({
    type: input.type,
    language: input.language,
    ...(input.languages ? { languages: input.languages } : {}),
    files: input.files,
    triage: triage(findingsOf(input.reading), acknowledgements),
    unknown: input.reading.unknown,
    problems: input.reading.problems,
    coverage: coverageOf(input.reading),
    locate: input.locate,
  }));
  return { report: reportOf(checked, unread), triages: checked.map((one) => one.triage) };
}

/** Acknowledgements that match no finding of any input. */
function unusedBy([first, ...others]: readonly Triage[]): readonly Acknowledgement[] {
  return first?.unused.filter((one) => others.every(({ unused }) => unused.includes(one))) ?? [];
}

function exitCode({ summary: { error, warning } }: Report, failOn: FailOn): number {
  if (failOn === 'never') return 0;
  return error > 0 || (failOn === 'warning' && warning > 0) ? 1 : 0;
}
