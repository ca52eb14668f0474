import { launchFactsOf } from '../../ecs/service-reading';
import { atField } from '../../values/place';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { API_SERVICE, preflight } from '../sources';

export const placementOnFargate = defineRule<'service', { launch: string; setting: string }>({
  id: 'placement-on-fargate',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'placement rules for tasks on Fargate',
  why: 'there are no instances to choose between',
  broken: 'CreateService refuses it: "Placement constraints are not supported with FARGATE launch type"',
  fix: 'leave the constraints and strategies out; tasks are spread over the zones of their subnets',
  sources: [API_SERVICE, preflight('pf-ecs-service-fargate-placement')],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ launch, setting }) => `the tasks run on ${launch}, but have placement ${setting}`,
  check(service) {
    const { at, placementConstraints, placementStrategies } = service;
    if (placementConstraints.items.length + placementStrategies.items.length === 0) return FINE;
    const launch = launchFactsOf(service);
    if (launch?.takesPlacement !== false) return FINE;
    return placementConstraints.items.length > 0
      ? [{ at: atField(at, 'placementConstraints'), facts: { launch: launch.title, setting: 'constraints' } }]
      : [{ at: atField(at, 'placementStrategies'), facts: { launch: launch.title, setting: 'strategies' } }];
  },
});
