import { type LocalPlan, type PlannedTask, type Reduction } from '../core/local/local-plan';
import { cell, code } from './markdown';
import { type Look } from './renderer';
import { printable } from './style';

/** In the order in which a report prints them. */
const LIKENESSES = ['same', 'different', 'absent'] as const;

/** What is the same, different and absent in a local run, and what was left out of it, as text. */
export function fidelityText({ tasks, reductions }: LocalPlan, { style }: Look): string {
  const lines: string[] = [];
  for (const { name, claims } of tasks) {
    lines.push(style.strong(printable(name)));
    for (const likeness of LIKENESSES) {
      const here = claims.filter((claim) => claim.likeness === likeness);
      if (here.length > 0) lines.push(`  ${likeness}`);
      for (const { behaviour, text, notice } of here) {
        lines.push(`    ${behaviour}: ${text}`);
        if (notice !== '') lines.push(style.faint(`      to notice: ${notice}`));
      }
    }
  }
  if (reductions.length > 0) lines.push(style.strong('left out'));
  for (const reduction of reductions) lines.push(`  ${reductionLine(reduction)}`);
  lines.push(countLine(tasks));
  return `${lines.join('\n')}\n`;
}

/** One line for something that was left out of the run, or prevents it. */
export function reductionLine({ at, text }: Reduction): string {
  return printable(`${at.path}: ${text}`);
}

function countLine(tasks: readonly PlannedTask[]): string {
  const claims = tasks.flatMap((task) => task.claims);
  const counts = LIKENESSES.map((likeness) => {
    const count = claims.filter((claim) => claim.likeness === likeness).length;
    return `${count} ${likeness}`;
  });
  return `${claims.length} claims: ${counts.join(', ')}`;
}

/** The same as Markdown, a table for each task. */
export function fidelityMarkdown({ tasks, reductions }: LocalPlan): string {
  const lines: string[] = [];
  for (const { name, claims } of tasks) {
    lines.push(`### ${code(name)}`, '', '| behaviour | | locally | to notice |', '|---|---|---|---|');
    for (const likeness of LIKENESSES) {
      for (const { behaviour, text, notice } of claims.filter((claim) => claim.likeness === likeness)) {
        lines.push(`| ${behaviour} | ${likeness} | ${cell(text)} | ${cell(notice)} |`);
      }
    }
    lines.push('');
  }
  if (reductions.length > 0)
    lines.push('Left out:', '', ...reductions.map((one) => `- ${cell(reductionLine(one))}`), '');
  return lines.join('\n');
}

/** The same as plain data. */
export function fidelityData({ tasks, reductions, refusals }: LocalPlan): object {
  return { tasks: tasks.map(({ name, claims }) => ({ name, claims })), reductions, refusals };
}
