import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';

type Facts = { rule: string; targets: readonly string[]; group: string };

export const productionRuleForwardsElsewhere = defineRule<'service', Facts>({
  id: 'production-rule-forwards-elsewhere',
  subject: 'service',
  effect: 'may go wrong',
  title: 'a production listener rule that does not forward to the target group of the service',
  why: 'in a blue/green deployment ECS moves the traffic of that rule from one group of the service to the other',
  broken: 'the service is refused, or its deployments move traffic that never reached it',
  fix: 'name the listener or rule that forwards to the target group, or let this one forward to it',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html',
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ rule, targets, group }) =>
    `the production traffic comes by ${rule}, which forwards to ${targets.length === 0 ? 'no target group' : targets.join(' and ')}; the tasks are in ${group}`,
  check: ({ loadBalancers }) =>
    inEach(loadBalancers.items, ({ at, productionRule, productionTargets, targetGroup, alternateTargetGroup }) => {
      if (productionRule === undefined || !isKnown(productionRule) || !productionTargets?.complete) return undefined;
      const groups = [targetGroup, alternateTargetGroup].filter((group) => group !== undefined);
      if (!groups.every(isKnown) || !productionTargets.items.every(isKnown)) return undefined;
      const keys = groups.map(({ key }) => key);
      const targets = productionTargets.items;
      if (keys.includes(undefined) || targets.some((target) => keys.includes(target))) return undefined;
      const facts = { rule: productionRule, targets, group: groups.map(({ key = '' }) => key).join(' and ') };
      return { at: atField(at, 'advancedConfiguration'), facts };
    }),
});
