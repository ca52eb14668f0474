import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { launchFactsOf } from '../../ecs/service-reading';
import { GUIDE_DAEMON } from '../sources';
import { FINE } from '../violations';

export const daemonOnFargate = defineRule<'service', { launch: string }>({
  id: 'daemon-on-fargate',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'daemon service on Fargate',
  why: 'there are no instances that it could run on, one task each',
  broken: 'CreateService refuses the service',
  fix: ({ set }) =>
    `remove ${set('schedulingStrategy', 'DAEMON')}, and run what the daemon does as a sidecar container of each task; or run the service on instances, with ${set('launchType', 'EC2')}`,
  sources: [GUIDE_DAEMON],
  catalogue: ['§3.2'],
  explain: ({ launch }) => `the daemon service is to run on ${launch}`,
  check(service) {
    const launch = launchFactsOf(service);
    if (service.scheduling !== 'DAEMON' || launch?.takesDaemons !== false) return FINE;
    return [{ at: atField(service.at, 'schedulingStrategy'), facts: { launch: launch.title } }];
  },
});
