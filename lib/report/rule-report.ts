import { fixesOf, type Rule } from '../core/rules/rule';
import { fixLines } from './rules-document';

/** A rule as plain data. */
export function ruleData(rule: Rule): object {
  const { id, subject, severity, effect, title, why, broken, sources, catalogue } = rule;
  const fixes = fixesOf(rule);
  return { id, subject, severity, effect, title, why, broken, fix: fixes[0]?.text ?? '', fixes, sources, catalogue };
}

/** Rules as text, one line for each. */
export function ruleListText(rules: readonly Rule[]): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  return rules.map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}\n`).join('');
}

/** A rule in full, with its reasons and its fixes, as text. */
export function ruleText(rule: Rule): string {
  const { id, severity, effect, title, why, broken, sources } = rule;
  return [
    `${id} (${severity}, ${effect}): ${title}`,
    `  why: ${why}`,
    `  when broken: ${broken}`,
    ...fixLines(rule).map((line) => `  ${line}`),
    ...sources.map((url) => `  see: ${url}`),
    '',
  ].join('\n');
}

/** A rule in full, as Markdown. */
export function ruleMarkdown(rule: Rule): string {
  const { id, severity, effect, title, why, broken, sources } = rule;
  return [
    `## ${id}`,
    '',
    `**${severity}**, ${effect}: ${title}`,
    '',
    `- why: ${why}`,
    `- when broken: ${broken}`,
    ...fixLines(rule).map((line) => `- ${line}`),
    ...sources.map((url) => `- <${url}>`),
    '',
  ].join('\n');
}
