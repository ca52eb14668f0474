import { counted } from '../core/values/phrase';
import { type Report, type ReportedFinding, type ReportedInput, type ReportedPlace } from './report';
import { PLAIN, printable, printableData, type Style } from './style';

/** How a report looks as text. */
export interface TextOptions {
  /** @default - no colours */
  readonly style?: Style;
  /** Whether unknown values are listed. @default false - they are only counted */
  readonly listsUnknown?: boolean;
}

/** A report for people: by file and place, with the cause and the way out, and a count at the end. */
export function textReport(report: Report, { style = PLAIN, listsUnknown = false }: TextOptions = {}): string {
  const blocks = report.inputs
    .map((input) => inputText(printableData(input), style, listsUnknown))
    .filter((block) => block !== '');
  return [...blocks, `${summary(report, style, listsUnknown)}\n`].join('\n');
}

function inputText(input: ReportedInput, style: Style, listsUnknown: boolean): string {
  const lines: string[] = [];
  for (const [path, findings] of byPath(input.findings)) {
    lines.push('', style.strong(path === '' ? input.file : path));
    for (const finding of findings) lines.push(...findingLines(finding, style));
  }
  if (listsUnknown && input.unknown.length > 0) {
    lines.push('', style.strong('not known'));
    for (const { path, what, why } of input.unknown)
      lines.push(`  ${[path, what].filter(Boolean).join(' ')}: ${style.faint(why)}`);
  }
  for (const { rule, path, reason } of input.acknowledged) {
    lines.push('', style.faint(`acknowledged: ${rule} at ${path}: ${reason}`));
  }
  if (lines.length === 0) return '';
  return [`${style.strong(input.file)} ${style.faint(`(${input.type})`)}`, ...lines, ''].join('\n');
}

function findingLines(finding: ReportedFinding, style: Style): string[] {
  const { severity, effect, rule, message, fix, source, others } = finding;
  const lines = [
    `  ${style[severity](severity)} ${rule}${atText(finding)}${effect === 'may go wrong' ? '' : ` (${effect})`}`,
    `    ${message}`,
    ...others.map((other) => `    with ${other.path}${atText(other)}`),
    `    fix: ${fix}`,
  ];
  return source === '' ? lines : [...lines, style.faint(`    see: ${source}`)];
}

function atText({ where }: ReportedPlace): string {
  if (!where) return '';
  const made = where.madeAt === undefined ? '' : `, made at ${where.madeAt}`;
  return ` at ${where.file}:${where.line}:${where.column}${made}`;
}

function byPath(findings: readonly ReportedFinding[]): Map<string, ReportedFinding[]> {
  const groups = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.path);
    if (group) group.push(finding);
    else groups.set(finding.path, [finding]);
  }
  return groups;
}

function summary(
  { summary: { problem, error, warning, unknown }, inputs, coverage }: Report,
  style: Style,
  listsUnknown: boolean,
): string {
  const parts = [
    ...(problem > 0 ? [style.error(counted(problem, 'problem'))] : []),
    error > 0 ? style.error(counted(error, 'error')) : style.good('no errors'),
    warning > 0 ? style.warning(counted(warning, 'warning')) : 'no warnings',
  ];
  if (unknown > 0) parts.push(`${counted(unknown, 'value')} not known${listsUnknown ? '' : ' (--unknown lists them)'}`);
  return `${counted(inputs.length, 'file')}: ${parts.join(', ')}${coverageText(coverage)}`;
}

/** How many of the things that were not judged are listed. */
const MOST_NOT_JUDGED = 6;

const NOTHING_JUDGED = '\njudged: nothing';

/** What was not judged, with what was; empty where everything was judged. */
function coverageText(coverage: Report['coverage']): string {
  if (!coverage) return '';
  if (coverage.notJudged.length === 0) return Object.keys(coverage.judged).length === 0 ? NOTHING_JUDGED : '';
  const judged = Object.entries(coverage.judged).map(
    ([kind, count]) => `${count} ${count === 1 ? kind.replace(/s(?= of |$)/, '') : kind}`,
  );
  const open = coverage.notJudged.slice(0, MOST_NOT_JUDGED).map(({ what, why }) => `${what} (${why})`);
  const more = coverage.notJudged.length - open.length;
  if (more > 0) open.push(`${more} more (--format json lists them)`);
  const looked = judged.length === 0 ? 'judged: nothing' : `judged: ${judged.join(', ')}`;
  return `\n${printable(`${looked}; not judged: ${open.join(', ')}`)}`;
}
