import { counted } from '../core/values/phrase';
import { type Report, type ReportedFinding, type ReportedProblem } from './report';
import { printable } from './style';

/** A report as Markdown, for a comment on a pull request. */
export function markdownReport(report: Report): string {
  const { problem, error, warning, unknown } = report.summary;
  const problems = problem > 0 ? `${counted(problem, 'problem')}, ` : '';
  const lines = [
    '## Portwright',
    '',
    `${problems}${counted(error, 'error')}, ${counted(warning, 'warning')}, ${counted(unknown, 'value')} not known in ${counted(report.inputs.length, 'file')}.`,
  ];
  for (const { file, type, problems: refused, findings } of report.inputs) {
    if (refused.length + findings.length > 0) lines.push('', `### ${code(file)} (${type})`);
    if (refused.length > 0) lines.push('', ...refused.map(problemLine));
    if (findings.length === 0) continue;
    lines.push('', '| | where | what | fix |', '|---|---|---|---|', ...findings.map(row));
  }
  return `${lines.join('\n')}\n`;
}

function row({ severity, effect, rule, path, where, message, fix, source }: ReportedFinding): string {
  const name = source === '' ? code(rule) : `[${code(rule)}](${source})`;
  const line = where ? `, line ${where.line}` : '';
  return `| ${severity}${effect === 'may go wrong' ? '' : `, ${effect}`}: ${name} | ${code(path)}${line} | ${cell(message)} | ${cell(fix)} |`;
}

function problemLine({ where, message }: ReportedProblem): string {
  return `- problem${where ? ` in line ${where.line}` : ''}: ${cell(message)}`;
}

/** Text escaped for a table cell. */
export function cell(text: string): string {
  return printable(text.replace(/\s*\n\s*/g, ' '))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\|`*_[\]]/g, '\\$&');
}

/** Text as inline code, safe in a table cell too. */
export function code(text: string): string {
  const inner = printable(text.replace(/\s*\n\s*/g, ' ')).replaceAll('|', '\\|');
  const fence = inner.includes('`') ? '``' : '`';
  return `${fence}${inner === '' ? ' ' : inner}${fence}`;
}
