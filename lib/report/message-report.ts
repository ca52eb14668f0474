import { findRule } from '../core/rules';
import { type Rule } from '../core/rules/rule';
import { type MessageMatch } from './message-search';
import { ruleData, ruleText } from './rule-report';
import { type Style } from './style';
import { type Symptom } from './symptoms';

const NEXT = 'portwright explain RULE says what to do; portwright check FILE tells which of them it is.';

/** What an error message means and the rules that look for its cause, as text. */
export function messageText({ symptoms, rules }: MessageMatch, { style }: { readonly style: Style }): string {
  const [only, ...others] = rules;
  if (symptoms.length === 0 && only && others.length === 0) return ruleText(only);
  const told = symptoms.map(
    (symptom) =>
      [
        style.strong(symptom.message),
        `  printed by ${symptom.by}`,
        `  means: ${symptom.means}`,
        ...(symptom.rules.length > 0
          ? ['  rules that look for a cause:', ...ruleLines(rulesOfSymptom(symptom))]
          : ['  no rule: no file shows the cause']),
        `  ask: ${symptom.ask}`,
      ].join('\n') + '\n',
  );
  const named = new Set(symptoms.flatMap((symptom) => symptom.rules));
  const rest = rules.filter(({ id }) => !named.has(id));
  if (rest.length > 0) told.push([style.strong('rules that know this message'), ...ruleLines(rest), ''].join('\n'));
  const next = named.size + rest.length > 0 ? `\n${NEXT}\n` : '';
  return `${told.join('\n')}${next}`;
}

/** What an error message means and the rules that look for its cause, as plain data. */
export function messageData({ text, symptoms, rules }: MessageMatch): object {
  return {
    text,
    symptoms: symptoms.map(({ id, message, by, means, rules: ids, ask }) => ({
      id,
      message,
      by,
      means,
      rules: ids,
      ask,
    })),
    rules: rules.map(ruleData),
  };
}

function rulesOfSymptom({ rules }: Symptom): Rule[] {
  return rules.flatMap((id) => findRule(id) ?? []);
}

function ruleLines(rules: readonly Rule[]): string[] {
  const width = Math.max(...rules.map(({ id }) => id.length));
  return rules.map(({ id, title }) => `    ${id.padEnd(width)}  ${title}`);
}
