import { statement, type Answer, type Presence } from '../../presence';
import { traversalOf, type Body, type Expression } from './expression';

/** Where an expression stands. */
export interface Standing {
  /** The address of its module, empty for the root. */
  readonly address: string;
  /** What a local of the module is worked out from. */
  local(name: string): Expression | undefined;
}

const MAX_DEPTH = 50;

/** What has to be for a resource with an open `count` or `for_each` to have at least one copy. */
export function presenceBy({ attributes }: Body, standing: Standing): Presence {
  const given = attributes.get('count') ?? attributes.get('for_each');
  if (!given) return [statement(`${standing.address} count`, true)];
  const copies = unwrapped(given);
  if (copies.kind === 'conditional') {
    const [none, noneOtherwise] = [isNone(copies.then), isNone(copies.otherwise)];
    if (none !== noneOtherwise) return answersFor(copies.condition, noneOtherwise, standing, 0);
  }
  return [statement(question(copies, standing), true)];
}

/** Whether an expression makes no copy in any case. */
function isNone(written: Expression): boolean {
  const expression = unwrapped(written);
  if (expression.kind === 'literal') return expression.value === 0 || expression.value === '0';
  if (expression.kind === 'list') return expression.items.length === 0;
  if (expression.kind === 'object') return expression.entries.length === 0;
  if (expression.kind !== 'call' || !/^to(?:set|map|list)$/.test(expression.name)) return false;
  const [only, ...more] = expression.given;
  return only !== undefined && more.length === 0 && isNone(only);
}

function answersFor(written: Expression, holds: boolean, standing: Standing, depth: number): Presence {
  const expression = unwrapped(written);
  const within = (one: Expression, wanted = holds): Presence => answersFor(one, wanted, standing, depth + 1);
  if (depth > MAX_DEPTH) return [statement(question(expression, standing), holds)];
  const [root, name, ...rest] = traversalOf(expression) ?? [];
  const local = root === 'local' && name !== undefined && rest.length === 0 ? standing.local(name) : undefined;
  if (local) return within(local);
  if (expression.kind === 'unary' && expression.operator === '!') return within(expression.operand, !holds);
  if (expression.kind === 'binary') {
    const { operator, left, right } = expression;
    if (operator === (holds ? '&&' : '||')) return [...within(left), ...within(right)];
    const compared = comparison(operator, unwrapped(left), unwrapped(right), holds);
    if (compared) {
      const [side, value, isSo] = compared;
      return value === 'true' ? within(side, isSo) : [{ question: question(side, standing), value, holds: isSo }];
    }
  }
  return [statement(question(expression, standing), holds)];
}

/** The side of a comparison that is open, and the value that it has or has not. */
function comparison(
  operator: string,
  left: Expression,
  right: Expression,
  holds: boolean,
): readonly [Expression, string, Answer['holds']] | undefined {
  const [side, literal] = right.kind === 'literal' ? [left, right] : left.kind === 'literal' ? [right, left] : [];
  if (!side || !literal) return undefined;
  const { value } = literal;
  if (operator === '==' || operator === '!=') {
    const isSo = holds === (operator === '==');
    return value === false ? [side, 'true', !isSo] : [side, String(value), isSo];
  }
  // of what cannot be negative, such as a length
  return operator === '>' && literal === right && value === 0 ? [side, '0', !holds] : undefined;
}

/** What stands in a text that is nothing but it. */
function unwrapped(expression: Expression): Expression {
  if (expression.kind !== 'template' || expression.parts.length !== 1) return expression;
  const [only] = expression.parts;
  return typeof only === 'object' && only.kind === 'value' ? unwrapped(only.expression) : expression;
}

function question(expression: Expression, { address }: Standing): string {
  return `${address} ${JSON.stringify(expression, (key, value: unknown) => (key === 'written' ? undefined : value))}`;
}
