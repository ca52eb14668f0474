import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { launchFactsOf } from '../../ecs/service-reading';
import { GUIDE_ANYWHERE } from '../sources';
import { FINE } from '../violations';

export const discoveryOnExternal = defineRule<'service', { launchType: string }>({
  id: 'discovery-on-external',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'registry for tasks on external instances',
  why: 'their addresses lie outside of the VPC',
  broken: 'CreateService refuses the service',
  fix: 'leave the registry out',
  sources: [GUIDE_ANYWHERE],
  catalogue: ['SD-08'],
  explain: ({ launchType }) => `the service has a registry, which is refused with launch type ${launchType}`,
  check(service) {
    if (service.registries.items.length === 0) return FINE;
    const launch = launchFactsOf(service);
    if (launch?.hasEndpoints !== false) return FINE;
    return [{ at: atField(service.at, 'serviceRegistries'), facts: { launchType: launch.name } }];
  },
});
