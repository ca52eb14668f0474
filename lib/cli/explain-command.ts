import { findRule, rulesOf } from '../core/rules';
import { ruleOf } from '../core/rules/check';
import type * as MessageSearch from '../report/message-search';
import { type Arguments, type CommandShape } from './command';
import { type Context } from './context';
import { format, HELP } from './options';
import { print } from './print';
import { UsageError } from './usage-error';

export const EXPLAIN: CommandShape = {
  name: 'explain',
  operands: '[RULE... | MESSAGE]',
  summary: 'say what a rule or an error message means, and what to do',
  description: [
    'Takes the id of a rule, or the error message of a program, of Docker or of AWS as you found it in a log, in quotes, or a dash to read it from standard input: names and numbers in it do not matter. Prints what it means and the rules that look for its cause.',
    'Without either: all rules, a line each.',
  ],
  options: [format('rules', 'message'), HELP],
  examples: [
    'portwright explain host-port-taken',
    'portwright explain "Bind for 0.0.0.0:8080 failed: port is already allocated"',
    'docker logs web 2>&1 | tail -1 | portwright explain -',
  ],
  words: () => rulesOf().map(({ id }) => id),
};

/**
 * @throws ModelError rule-unknown
 * @throws UsageError for a message that is not known
 */
export function runExplain(args: Arguments, context: Context): number {
  const { operands } = args;
  const text = operands.map((one) => (one === '-' ? context.files.read(one) : one)).join(' ');
  if (operands.length === 0) print('rules', { rules: rulesOf(), list: true }, args, context);
  else if (operands.every((id) => findRule(id)))
    print('rules', { rules: operands.map(ruleOf), list: false }, args, context);
  else print('message', messageOf(text), args, context);
  return 0;
}

function messageOf(text: string): MessageSearch.MessageMatch {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on first use, since the list of messages is large
  const { findMessage } = require('../report/message-search') as typeof MessageSearch;
  const match = findMessage(text);
  if (match) return match;
  // a single word is a misspelt id of a rule
  if (!/\s/.test(text.trim())) ruleOf(text.trim());
  throw new UsageError(
    'no rule knows that message; check looks for every cause at once: portwright check FILE',
    'explain',
  );
}
