import { joined } from '../../values/phrase';
import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_LOAD_BALANCER } from '../sources';

/** What is needed, as people call it. */
const NAMES = {
  alternateTargetGroupArn: 'alternate target group',
  productionListenerRule: 'production listener rule',
  roleArn: 'role',
} as const;

export const blueGreenSettingsMissing = defineRule<
  'service',
  { strategy: string; missing: readonly (keyof typeof NAMES)[] }
>({
  id: 'blue-green-settings-missing',
  subject: 'service',
  effect: 'may go wrong',
  title: 'a blue/green deployment without what it moves the traffic with',
  why: 'ECS moves the traffic between the group of the old tasks and that of the new ones, by the production listener rule and with the rights of a role',
  broken: 'CreateService refuses the service',
  fix: 'name an alternate target group, the production listener rule and a role in the advanced configuration of the load balancer',
  fixFor:
    ({ missing }) =>
    ({ field }) =>
      `add ${joined(
        missing.map((name) => field(name)),
        'and',
      )} to ${field('advancedConfiguration')} of the load balancer`,
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html',
    API_LOAD_BALANCER,
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ strategy, missing }) =>
    `the service is deployed by ${strategy}, but the load balancer has no ${missing.map((name) => NAMES[name]).join(' and no ')}`,
  check: ({ deploymentStrategy: strategy, loadBalancers }) =>
    inEach(loadBalancers.items, ({ at, targetGroup, alternateTargetGroup, hasProductionRule, hasTrafficRole }) => {
      if (!isKnown(strategy) || !SHIFTING.has(strategy) || targetGroup === undefined) return undefined;
      const missing = [
        ...(alternateTargetGroup === undefined ? ['alternateTargetGroupArn' as const] : []),
        ...(hasProductionRule === false ? ['productionListenerRule' as const] : []),
        ...(hasTrafficRole === false ? ['roleArn' as const] : []),
      ];
      return missing.length === 0 ? undefined : { at, facts: { strategy, missing } };
    }),
});

/** Strategies that move traffic between two target groups. */
const SHIFTING: ReadonlySet<string> = new Set(['BLUE_GREEN', 'LINEAR', 'CANARY']);
