import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { GUIDE_DAEMON } from '../sources';
import { FINE, type NoFacts } from '../violations';

export const daemonRebalancing = defineRule<'service', NoFacts>({
  id: 'daemon-rebalancing',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'availability zone rebalancing of a daemon service',
  why: 'its tasks are where the instances are',
  broken: 'CreateService refuses the service',
  fix: ({ field }) => `remove ${field('availabilityZoneRebalancing')}`,
  sources: [GUIDE_DAEMON],
  catalogue: ['§3.2'],
  explain: () => 'a daemon service cannot have its tasks rebalanced between availability zones',
  check({ at, scheduling, availabilityZoneRebalancing }) {
    if (availabilityZoneRebalancing !== true || scheduling !== 'DAEMON') return FINE;
    return [{ at: atField(at, 'availabilityZoneRebalancing'), facts: {} }];
  },
});
