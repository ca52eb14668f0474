import { balancerOf, forwardsOf, groupOf, type LoadBalancer } from '../../ecs/load-balancing';
import { type TargetGroup } from '../../ecs/service';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { GUIDE_BALANCER_LIMITS, preflight } from '../sources';

export const targetGroupOnTwoLoadBalancers = defineRule<'loadBalancing', { balancers: readonly string[] }>({
  id: 'target-group-on-two-load-balancers',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'one target group behind two load balancers',
  why: 'a target group belongs to one load balancer',
  broken:
    'Elastic Load Balancing refuses the second: "The following target groups cannot be associated with more than one load balancer"',
  fix: 'give each load balancer a target group of its own; a service takes up to five',
  sources: [GUIDE_BALANCER_LIMITS, preflight('pf-elbv2-tg-single-load-balancer', 'elbv2')],
  catalogue: ['LB-05'],
  explain: ({ balancers }) =>
    `the target group is behind ${balancers.join(' and ')}; it can belong to one load balancer only`,
  check(all) {
    const balancers = new Map<TargetGroup, Set<LoadBalancer>>();
    for (const { listener, actions } of forwardsOf(all)) {
      const balancer = listener && balancerOf(all, listener);
      if (!balancer) continue;
      for (const target of actions.items.flatMap(({ targets }) => targets.items)) {
        const group = groupOf(all, target);
        if (group) balancers.set(group, (balancers.get(group) ?? new Set()).add(balancer));
      }
    }
    return inEach([...balancers], ([{ at }, front]) => {
      if (front.size < 2) return undefined;
      const others = [...front].map((balancer) => balancer.at);
      return { at, facts: { balancers: others.map(({ path }) => path) }, others };
    });
  },
});
