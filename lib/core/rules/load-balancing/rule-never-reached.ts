import { type ListenerRule, type RuleCondition } from '../../ecs/load-balancing';
import { isKnown } from '../../values/unknown';
import { FINE } from '../violations';
import { defineRule, type Violation } from '../rule';
import { API_CONDITION, API_RULE } from '../sources';

export const ruleNeverReached = defineRule<'loadBalancing', { priority: number; other: string; before: number }>({
  id: 'rule-never-reached',
  subject: 'loadBalancing',
  effect: 'may go wrong',
  title: 'a listener rule that another one leaves nothing for',
  why: 'rules are tried from the lowest priority number up, and the first whose conditions are met takes the request',
  broken: 'silently, the action of the rule is never taken',
  fix: 'give the rule with the narrower conditions the lower priority number, or leave one of the two out',
  sources: [API_RULE, API_CONDITION],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ priority, other, before }) =>
    `every request that the rule with priority ${priority} is for is taken by ${other}, with priority ${before}`,
  check({ rules }) {
    let found: Violation<{ priority: number; other: string; before: number }>[] | undefined;
    for (const all of byListener(rules)) {
      const before = new Earlier();
      for (const placed of all) {
        const { rule, priority } = placed;
        const first = before.find(placed);
        before.add(placed);
        if (!first) continue;
        const facts = { priority, other: first.rule.at.path, before: first.priority };
        (found ??= []).push({ at: rule.at, facts, others: [first.rule.at] });
      }
    }
    return found ?? FINE;
  },
});

interface Placed {
  readonly rule: ListenerRule;
  readonly priority: number;
}

/** The rules of each listener in the order in which they are tried. */
function byListener(rules: readonly ListenerRule[]): readonly (readonly Placed[])[] {
  const listeners = new Map<string, Placed[]>();
  for (const rule of rules) {
    const { listener, priority } = rule;
    if (!isKnown(listener) || typeof priority !== 'number') continue;
    const placed = listeners.get(listener) ?? [];
    listeners.set(listener, placed);
    placed.push({ rule, priority });
  }
  return [...listeners.values()].map((placed) => placed.sort((one, other) => one.priority - other.priority));
}

/** The rules that are tried before another, found by the values that their conditions ask for. */
class Earlier {
  /** Rules without a condition that can fail. */
  readonly #ofAny: Placed[] = [];
  /** By each value of one condition that is not always met. */
  readonly #byValue = new Map<string, readonly Placed[]>();

  add(placed: Placed): void {
    const conditions = placed.rule.conditions.items.filter((condition) => !isAlwaysMet(condition)).map(valuesOf);
    const [rarest] = conditions.sort((one, other) => this.#taken(one) - this.#taken(other));
    if (!rarest) this.#ofAny.push(placed);
    else for (const value of rarest) this.#byValue.set(value, [...this.#taking(value), placed]);
  }

  #taking(value: string): readonly Placed[] {
    return this.#byValue.get(value) ?? [];
  }

  /** How many rules have one of some values. */
  #taken(values: readonly string[]): number {
    return values.reduce((sum, value) => sum + this.#taking(value).length, 0);
  }

  /** The first that leaves nothing for a rule. */
  find({ rule, priority }: Placed): Placed | undefined {
    const takers = rule.conditions.items.flatMap((narrow) => this.#taking(valuesOf(narrow)[0] ?? ''));
    return [...this.#ofAny, ...takers]
      .filter((one) => one.priority < priority && takesAll(one.rule, rule))
      .reduce<Placed | undefined>((first, one) => (first && first.priority <= one.priority ? first : one), undefined);
  }
}

/** What a condition asks for, value by value, told apart from what others ask for. */
function valuesOf({ field, values, regexValues }: RuleCondition): readonly string[] {
  // what is not known takes nothing for certain
  if (!isKnown(field)) return [];
  const among = (kind: string, { items }: RuleCondition['values']): string[] =>
    items.flatMap((value) => (isKnown(value) ? `${field} ${kind} ${value}` : []));
  return [...among('is', values), ...among('matches', regexValues)];
}

/** Whether whatever meets the conditions of a later rule meets those of the first, each of which has to be met. */
function takesAll({ conditions: first }: ListenerRule, { conditions: later }: ListenerRule): boolean {
  if (!first.complete || first.items.length === 0) return false;
  return first.items.every((wide) => isAlwaysMet(wide) || later.items.some((narrow) => isWithin(narrow, wide)));
}

/** Whether every request meets a condition. */
function isAlwaysMet({ field, values }: RuleCondition): boolean {
  const anything = field === 'path-pattern' ? ['*', '/*'] : field === 'host-header' ? ['*'] : [];
  return values.items.some((value) => isKnown(value) && anything.includes(value));
}

/** Whether what meets one condition meets another: each of its values is one of those of the other. */
function isWithin(narrow: RuleCondition, wide: RuleCondition): boolean {
  const { field, values, regexValues } = narrow;
  // query strings go by a key and a value
  if (!isKnown(field) || field !== wide.field || field === 'query-string' || !isKnown(narrow.header)) return false;
  if (narrow.header?.toLowerCase() !== (isKnown(wide.header) ? wide.header?.toLowerCase() : null)) return false;
  if (!values.complete || !regexValues.complete || values.items.length + regexValues.items.length === 0) return false;
  return (
    values.items.every((value) => isKnown(value) && wide.values.items.includes(value)) &&
    regexValues.items.every((value) => isKnown(value) && wide.regexValues.items.includes(value))
  );
}
