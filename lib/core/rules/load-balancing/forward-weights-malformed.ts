import { forwardsOf, type ForwardTarget } from '../../ecs/load-balancing';
import { FINE } from '../violations';
import { defineRule, type Violation } from '../rule';
import { API_ACTION, preflight } from '../sources';

export const forwardWeightsMalformed = defineRule<'loadBalancing', { problem: string }>({
  id: 'forward-weights-malformed',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'a forward to several target groups without fitting weights',
  why: 'the weights, from 0 to 999, say how requests are shared between up to five groups',
  broken: 'Elastic Load Balancing refuses the action',
  fix: 'give each target group of the action a weight from 0 to 999, and the action five groups at most',
  sources: [
    API_ACTION,
    preflight('pf-elbv2-action-forward-weight-required-multi', 'elbv2'),
    preflight('pf-elbv2-action-forward-weight-range', 'elbv2'),
    preflight('pf-elbv2-action-forward-tg-count-max', 'elbv2'),
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ problem }) => problem,
  check(all) {
    let found: Violation<{ problem: string }>[] | undefined;
    for (const { actions } of forwardsOf(all)) {
      for (const { at, targets } of actions.items) {
        const problem = problemOf(targets.items);
        if (problem !== undefined) (found ??= []).push({ at, facts: { problem } });
        else if (targets.complete && targets.items.length > 0 && targets.items.every(({ weight }) => weight === 0)) {
          const none = 'every target group of the action has the weight 0, so no request reaches any of them';
          (found ??= []).push({ at, facts: { problem: none }, effect: 'may go wrong' });
        }
      }
    }
    return found ?? FINE;
  },
});

const MAX_GROUPS = 5;

function problemOf(targets: readonly ForwardTarget[]): string | undefined {
  const count = targets.length;
  if (count > MAX_GROUPS) return `one action forwards to ${count} target groups; at most ${MAX_GROUPS} are allowed`;
  for (const { weight } of targets) {
    if (weight === undefined && count > 1)
      return `one action forwards to ${count} target groups, and not all of them have a weight`;
    if (typeof weight === 'number' && (weight < 0 || weight > 999)) return `a target group has the weight ${weight}`;
  }
  return undefined;
}
