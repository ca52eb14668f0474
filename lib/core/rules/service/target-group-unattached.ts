import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { GUIDE_LOAD_BALANCER } from '../sources';

export const targetGroupUnattached = defineRule<'service', { group: string }>({
  id: 'target-group-unattached',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'a service is put behind a target group that no listener forwards to',
  why: 'a service is made only when its target group belongs to a load balancer',
  broken:
    'CreateService refuses it: "The target group with targetGroupArn … does not have an associated load balancer."',
  fix: 'forward to the target group from a listener or a rule, and let the service wait for it',
  sources: [GUIDE_LOAD_BALANCER],
  catalogue: ['LB-01'],
  explain: ({ group }) => `no listener and no rule forwards to ${group}`,
  check: ({ loadBalancers }) =>
    inEach(loadBalancers.items, ({ at, targetGroup: group }) => {
      if (!group || !isKnown(group) || group.loadBalancer !== undefined) return undefined;
      return {
        at: atField(at, 'targetGroupArn'),
        facts: { group: group.at.path },
        others: [group.at],
        ...(group.isHandedOn ? { effect: 'may go wrong' } : {}),
      };
    }),
});
