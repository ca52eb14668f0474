import { forwardsOf, type ListenerAction } from '../../ecs/load-balancing';
import { isKnown } from '../../values/unknown';
import { FINE } from '../violations';
import { defineRule, type Violation } from '../rule';
import { API_ACTION, preflight } from '../sources';

export const listenerActionsUnordered = defineRule<'loadBalancing', { problem: string }>({
  id: 'listener-actions-unordered',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'several actions without an order, or none that answers',
  why: 'users are signed in first, and the last action forwards, redirects or answers',
  broken: 'Elastic Load Balancing refuses it',
  fix: 'give each action an order, and end with one that is forward, redirect or fixed-response',
  sources: [
    API_ACTION,
    preflight('pf-elbv2-listener-action-order-required', 'elbv2'),
    preflight('pf-elbv2-rule-actions-exactly-one-routing', 'elbv2'),
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ problem }) => problem,
  check(all) {
    let found: Violation<{ problem: string }>[] | undefined;
    for (const { at, actions } of forwardsOf(all)) {
      const problem = actions.complete ? problemOf(actions.items) : undefined;
      if (problem !== undefined) (found ??= []).push({ at, facts: { problem } });
    }
    return found ?? FINE;
  },
});

const ANSWERS: ReadonlySet<string> = new Set(['forward', 'redirect', 'fixed-response']);

function problemOf(actions: readonly ListenerAction[]): string | undefined {
  const types = actions.map(({ type }) => type);
  if (types.length === 0 || !types.every(isKnown)) return undefined;
  const answers = types.filter((type) => ANSWERS.has(type)).length;
  if (answers === 0) return `nothing forwards, redirects or answers after ${types.join(' and ')}`;
  if (answers > 1) return `${answers} actions forward, redirect or answer, and one may`;
  const orders = actions.map(({ order }) => order);
  if (types.length > 1 && orders.includes(undefined)) return `${types.length} actions have no order`;
  if (types.length === 1 || !orders.every((order) => typeof order === 'number')) return undefined;
  const last = types[orders.indexOf(Math.max(...orders))] ?? '';
  return ANSWERS.has(last) ? undefined : `the last action is ${last}, which answers nothing`;
}
