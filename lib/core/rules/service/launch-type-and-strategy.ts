import { nounOf } from '../../ecs/service-reading';
import { atField } from '../../values/place';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { API_SERVICE, preflight } from '../sources';

export const launchTypeAndStrategy = defineRule<'service', { noun: string; launchType: string }>({
  id: 'launch-type-and-strategy',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'a launch type and a capacity provider strategy at once',
  why: 'both say where the tasks run',
  broken: 'CreateService refuses it: "Specifying both a launch type and capacity provider strategy is not supported"',
  fix: 'leave one of the two out',
  sources: [API_SERVICE, preflight('pf-ecs-service-launch-type-capacity-provider')],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ noun, launchType }) =>
    `the ${noun} has launch type ${launchType} and a capacity provider strategy, of which AWS accepts one`,
  check(service) {
    const { at, launchType, strategy } = service;
    if (typeof launchType !== 'string' || strategy.items.length === 0) return FINE;
    return [{ at: atField(at, 'launchType'), facts: { noun: nounOf(service), launchType } }];
  },
});
