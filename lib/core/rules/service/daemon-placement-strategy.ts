import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { GUIDE_DAEMON } from '../sources';
import { FINE } from '../violations';

export const daemonPlacementStrategy = defineRule<'service', { strategies: number }>({
  id: 'daemon-placement-strategy',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'placement strategy of a daemon service',
  why: 'there is nothing to choose: it runs on each instance',
  broken: 'CreateService refuses the service',
  fix: 'leave the strategies out; to leave instances out, use a placement constraint',
  sources: [GUIDE_DAEMON],
  catalogue: ['§3.2'],
  explain: ({ strategies }) =>
    `the daemon service runs on every instance, so its ${strategies === 1 ? 'placement strategy has' : `${strategies} placement strategies have`} nothing to choose`,
  check({ at, scheduling, placementStrategies }) {
    const strategies = placementStrategies.items.length;
    if (strategies === 0 || scheduling !== 'DAEMON') return FINE;
    return [{ at: atField(at, 'placementStrategies'), facts: { strategies } }];
  },
});
