import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_LOAD_BALANCER } from '../sources';

export const blueGreenSettingsMissing = defineRule<'service', { strategy: string }>({
  id: 'blue-green-settings-missing',
  subject: 'service',
  effect: 'may go wrong',
  title: 'a blue/green deployment behind a load balancer without its second target group',
  why: 'ECS moves the traffic between the group of the old tasks and that of the new ones',
  broken: 'CreateService refuses the service',
  fix: 'name an alternate target group, the production listener rule and a role in the advanced configuration of the load balancer',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html',
    API_LOAD_BALANCER,
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ strategy }) =>
    `the service is deployed by ${strategy}, but the load balancer has no alternate target group`,
  check: ({ deploymentStrategy: strategy, loadBalancers }) =>
    inEach(loadBalancers.items, ({ at, targetGroup, alternateTargetGroup }) => {
      if (!isKnown(strategy) || !SHIFTING.has(strategy)) return undefined;
      if (targetGroup === undefined || alternateTargetGroup !== undefined) return undefined;
      return { at, facts: { strategy } };
    }),
});

/** Strategies that move traffic between two target groups. */
const SHIFTING: ReadonlySet<string> = new Set(['BLUE_GREEN', 'LINEAR', 'CANARY']);
