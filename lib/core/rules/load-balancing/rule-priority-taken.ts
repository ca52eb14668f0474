import { type ListenerRule } from '../../ecs/load-balancing';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { FINE } from '../violations';
import { defineRule, type Violation } from '../rule';
import { API_RULE, preflight } from '../sources';

export const rulePriorityTaken = defineRule<'loadBalancing', { priority: number; other: string }>({
  id: 'rule-priority-taken',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'two rules of one listener with one priority',
  why: 'rules are tried in the order of their priorities',
  broken: `Elastic Load Balancing refuses the second: "Priority '1' is currently in use"`,
  fix: 'give one of the rules another priority from 1 to 50000',
  sources: [API_RULE, preflight('pf-elbv2-rule-priority-unique', 'elbv2')],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ priority, other }) => `priority ${priority} of the listener is taken by ${other}`,
  check({ rules }) {
    let found: Violation<{ priority: number; other: string }>[] | undefined;
    const taken = new Map<string, ListenerRule>();
    for (const one of rules) {
      const { at, priority, listener } = one;
      if (typeof priority !== 'number' || !isKnown(listener)) continue;
      const key = `${listener} ${priority}`;
      const other = taken.get(key);
      if (!other) taken.set(key, one);
      else {
        const facts = { priority, other: other.at.path };
        (found ??= []).push({ at: atField(at, 'priority'), facts, others: [other.at] });
      }
    }
    return found ?? FINE;
  },
});
