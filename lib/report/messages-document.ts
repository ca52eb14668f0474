import { rulesOf } from '../core/rules';
import { code } from './markdown';
import { messagesOf } from './message-search';
import { cell } from './rules-document';
import { SYMPTOMS } from './symptoms';

/** The index of error messages as a Markdown document: what AWS, Docker and programs print, and the rules that find the cause earlier. */
export function messagesDocument(): string {
  return [
    '# By error message',
    '',
    'What AWS, Docker and programs print, and the rules that find the cause before anything runs. Search this page for a few words',
    'of the message that stay the same (names, numbers and ids differ), or paste it: `portwright explain "port is already allocated"`.',
    'Made by `npm run docs`; do not edit.',
    '',
    '## Messages with several causes, or with one that no file shows',
    '',
    '| message | printed by | what it means | rules that look for a cause | ask |',
    '| --- | --- | --- | --- | --- |',
    ...SYMPTOMS.map(
      ({ id, message, also = [], by, means, rules, ask }) =>
        `| <a id="${id}"></a>${[message, ...also].map(code).join('<br>')} | ${by} | ${means} | ${rules.map(link).join(', ') || 'none: no file shows it'} | ${code(ask)} |`,
    ),
    '',
    '## What AWS and Docker answer',
    '',
    '| message | rules, and what they say |',
    '| --- | --- |',
    ...answerRows(),
    '',
  ].join('\n');
}

/** The messages that rules know word for word, each with all of its rules. */
function answerRows(): string[] {
  const rows = new Map<string, { readonly message: string; readonly rules: string[] }>();
  for (const rule of rulesOf())
    for (const message of messagesOf(rule)) {
      const key = message.toLowerCase().replace(/\.$/, '');
      const row = rows.get(key) ?? { message, rules: [] };
      row.rules.push(`${link(rule.id)}: ${cell(rule.title)}`);
      rows.set(key, row);
    }
  return [...rows.values()]
    .sort((a, b) => compare(a.message, b.message))
    .map(({ message, rules }) => `| ${code(message)} | ${rules.join('<br>')} |`);
}

function compare(a: string, b: string): number {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  return one < other ? -1 : one > other ? 1 : 0;
}

function link(id: string): string {
  return `[${id}](rules.md#${id})`;
}
