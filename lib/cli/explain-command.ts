import { ruleOf } from '../core/rules/check';
import { rulesOf } from '../core/rules';
import { fixesOf, type Rule } from '../core/rules/rule';
import { fixLines } from '../report';
import { type Arguments, type CommandShape } from './command';
import { type Context } from './context';
import { format, HELP } from './options';

export const EXPLAIN: CommandShape = {
  name: 'explain',
  operands: '[RULE]',
  summary: 'say why a rule is so, and what to do instead',
  description: ['Without a rule: all of them, a line each.'],
  options: [format('text', 'json', 'markdown'), HELP],
  examples: ['portwright explain host-port-taken'],
  words: () => rulesOf().map(({ id }) => id),
};

/** @throws ModelError rule-unknown */
export function runExplain(args: Arguments, { print }: Context): number {
  const rules: Rule[] = args.operands.length === 0 ? rulesOf() : args.operands.map(ruleOf);
  switch (args.value('format') ?? 'text') {
    case 'json':
      print(`${JSON.stringify({ version: 1, rules: rules.map(data) }, undefined, 2)}\n`);
      break;
    case 'markdown':
      print(rules.map(markdown).join('\n'));
      break;
    default:
      print(args.operands.length === 0 ? list(rules) : rules.map(text).join('\n'));
  }
  return 0;
}

function data(rule: Rule): object {
  const { id, subject, severity, effect, title, why, broken, sources, catalogue } = rule;
  const fixes = fixesOf(rule);
  return { id, subject, severity, effect, title, why, broken, fix: fixes[0]?.text ?? '', fixes, sources, catalogue };
}

function list(rules: readonly Rule[]): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  return rules.map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}\n`).join('');
}

function text(rule: Rule): string {
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

function markdown(rule: Rule): string {
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
