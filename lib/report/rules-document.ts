import { coverageOf, type Coverage } from '../core/rules/catalogue';
import { RULES_BY_SUBJECT } from '../core/rules';
import { EFFECTS } from '../core/values/finding';
import { LANGUAGE_NAMES } from '../core/values/fix';
import { fixesOf, type Rule, type Subject } from '../core/rules/rule';

const SUBJECTS: Readonly<Record<Subject, string>> = {
  task: 'Task definitions',
  service: 'Services',
  cluster: 'Clusters',
  network: 'Networks of AWS',
  loadBalancing: 'Load balancers',
  vpcPlan: 'VPCs and security groups',
  settings: 'Single settings',
  taskPrograms: 'What programs in tasks dial',
  cloudMap: 'Service discovery',
  dockerHost: 'Docker hosts',
  dockerSwarm: 'Docker swarms',
};

const KINDS: Readonly<Record<NonNullable<Coverage['reason']>['kind'], string>> = {
  fact: 'nothing to break',
  'not in the template': 'not in the template',
  choice: 'a choice of the author',
};

/**
 * The rules as a Markdown document: a table of all rules, how each fact of the catalogue is covered, and a section for each
 * rule with its id as the anchor.
 *
 * @param facts ids of the catalogue's facts, in the order of the table
 */
export function rulesDocument(facts: readonly string[]): string {
  const rules = Object.values(RULES_BY_SUBJECT).flat() as readonly Rule[];
  const errors = rules.filter(({ severity }) => severity === 'error').length;
  return [
    '# Rules',
    '',
    `${rules.length} rules: ${errors} errors (it does not work even the first time), ${rules.length - errors} warnings.`,
    `What happens is one of: ${EFFECTS.join(', ')}. The first two are errors.`,
    'A single finding of an error rule can be a warning where the case at hand is merely likely to fail.',
    'What is decided at deployment gives no finding. Made from the rules themselves by `npm run docs`; do not edit.',
    '',
    ...Object.entries(SUBJECTS).flatMap(([subject, title]) => tableOf(title, RULES_BY_SUBJECT[subject as Subject])),
    '## Facts of the ECS catalogue',
    '',
    'What each fact about ECS network modes became: rules, or the reason why it has none.',
    '',
    '| fact | rules | what no rule decides, and why |',
    '| --- | --- | --- |',
    ...facts.map(rowOf),
    '',
    ...Object.entries(SUBJECTS).flatMap(([subject, title]) => [
      `## ${title}: each rule`,
      '',
      ...(RULES_BY_SUBJECT[subject as Subject] as readonly Rule[]).flatMap(sectionOf),
    ]),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function tableOf(title: string, rules: readonly Rule[]): readonly string[] {
  return [
    `## ${title}`,
    '',
    '| rule | severity | what happens | says that |',
    '| --- | --- | --- | --- |',
    ...rules.map(
      ({ id, severity, effect, title: says }) => `| [${id}](#${id}) | ${severity} | ${effect} | ${cell(says)} |`,
    ),
    '',
  ];
}

function rowOf(id: string): string {
  const coverage = coverageOf(id);
  const rules = coverage?.rules.map((rule) => `[${rule}](#${rule})`).join(', ') ?? '';
  const reason = coverage?.reason ? `${KINDS[coverage.reason.kind]}: ${cell(coverage.reason.text)}` : '';
  return `| ${id} | ${rules} | ${reason} |`;
}

function sectionOf(rule: Rule): readonly string[] {
  const { id, severity, effect, title, why, broken, sources, catalogue } = rule;
  return [
    `### ${id}`,
    '',
    `**${severity}**, ${effect}: ${title}.`,
    '',
    `- why: ${why}`,
    `- when broken: ${broken}`,
    ...fixLines(rule).map((line) => `- ${line}`),
    ...(sources.length === 0 ? [] : [`- sources: ${sources.map((source) => `<${source}>`).join(', ')}`]),
    ...(catalogue.length === 0 ? [] : [`- catalogue: ${catalogue.join(', ')}`]),
    '',
  ];
}

/** The fixes of a rule, one line for each language whose words differ. */
export function fixLines(rule: Rule): readonly string[] {
  const fixes = fixesOf(rule);
  if (fixes.length === 1) return fixes.map(({ text }) => `fix: ${text}`);
  return fixes.map(
    ({ languages, text }) => `fix (${languages.map((language) => LANGUAGE_NAMES[language]).join(', ')}): ${text}`,
  );
}

/** Text of our own in a table cell: line breaks and bars are escaped, Markdown is kept. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
