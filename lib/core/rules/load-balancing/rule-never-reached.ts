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
      for (const [index, { rule, priority }] of all.entries()) {
        const first = all.slice(0, index).find((one) => one.priority < priority && takesAll(one.rule, rule));
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
