import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { serviceModeOf } from '../../ecs/service-reading';
import { GUIDE_DISCOVERY } from '../sources';
import { FINE } from '../violations';

export const discoveryOnNone = defineRule<'service', { mode: string }>({
  id: 'discovery-on-none',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'registry for tasks without a network',
  why: 'in network mode none a task has no address',
  broken: 'CreateService refuses the service',
  fix: 'leave the registry out, or choose bridge, host or awsvpc',
  sources: [GUIDE_DISCOVERY],
  catalogue: ['SD-01'],
  explain: ({ mode }) =>
    `the service registers its tasks for discovery, but tasks in network mode ${mode} have no address`,
  check(service) {
    if (service.registries.items.length === 0) return FINE;
    const mode = serviceModeOf(service);
    if (!mode || mode.discoveryRecords.length > 0) return FINE;
    return [{ at: atField(service.at, 'serviceRegistries'), facts: { mode: mode.name } }];
  },
});
