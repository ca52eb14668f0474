import { forwardsOf, groupOf } from '../../ecs/load-balancing';
import { FINE } from '../violations';
import { defineRule, type Violation } from '../rule';
import { API_ACTION, preflight } from '../sources';

export const forwardMixesTargetGroups = defineRule<'loadBalancing', { what: string; values: readonly string[] }>({
  id: 'forward-mixes-target-groups',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'one forward to target groups of different protocols or address types',
  why: 'the load balancer speaks to all targets of one action in the same way',
  broken: 'Elastic Load Balancing refuses the action',
  fix: 'give the target groups the same protocol and address type, or use a rule for each',
  sources: [
    API_ACTION,
    preflight('pf-elbv2-action-forward-same-protocol', 'elbv2'),
    preflight('pf-elbv2-action-forward-same-ip-type', 'elbv2'),
  ],
  catalogue: ['LB-08'],
  explain: ({ what, values }) =>
    `one action forwards to target groups of ${what} ${values.join(' and ')}, which an action cannot mix`,
  check(all) {
    let found: Violation<{ what: string; values: readonly string[] }>[] | undefined;
    for (const { actions } of forwardsOf(all)) {
      for (const { at, targets } of actions.items) {
        const groups = targets.items.map((target) => groupOf(all, target)).filter((group) => group !== undefined);
        if (groups.length < 2) continue;
        const protocols = textsOf(groups.map(({ protocol }) => protocol));
        const types = textsOf(groups.map(({ ipAddressType = 'ipv4' }) => ipAddressType));
        const [what, values] = protocols.length > 1 ? ['protocol', protocols] : ['address type', types];
        if (values.length < 2) continue;
        (found ??= []).push({ at, facts: { what, values }, others: groups.map((group) => group.at) });
      }
    }
    return found ?? FINE;
  },
});

/** The texts among values, each once. */
function textsOf(values: readonly unknown[]): string[] {
  return [...new Set(values.filter((value) => typeof value === 'string'))];
}
