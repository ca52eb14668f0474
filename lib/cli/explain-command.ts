import { ruleOf } from '../core/rules/check';
import { rulesOf } from '../core/rules';
import { type Arguments, type CommandShape } from './command';
import { type Context } from './context';
import { format, HELP } from './options';
import { print } from './print';

export const EXPLAIN: CommandShape = {
  name: 'explain',
  operands: '[RULE]',
  summary: 'say why a rule is so, and what to do instead',
  description: ['Without a rule: all of them, a line each.'],
  options: [format('rules'), HELP],
  examples: ['portwright explain host-port-taken'],
  words: () => rulesOf().map(({ id }) => id),
};

/** @throws ModelError rule-unknown */
export function runExplain(args: Arguments, context: Context): number {
  const list = args.operands.length === 0;
  print('rules', { rules: list ? rulesOf() : args.operands.map(ruleOf), list }, args, context);
  return 0;
}
