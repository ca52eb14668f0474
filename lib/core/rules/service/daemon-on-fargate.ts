import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { launchFactsOf } from '../../ecs/service-reading';
import { GUIDE_DAEMON } from '../sources';
import { FINE, type NoFacts } from '../violations';

export const daemonOnFargate = defineRule<'service', NoFacts>({
  id: 'daemon-on-fargate',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'daemon service on Fargate',
  why: 'there are no instances that it could run on, one task each',
  broken: 'CreateService refuses the service',
  fix: 'run what the daemon does as a sidecar container, or the service on instances',
  sources: [GUIDE_DAEMON],
  catalogue: ['§3.2'],
  explain: () => 'the daemon service is to run on Fargate',
  check(service) {
    if (service.scheduling !== 'DAEMON' || launchFactsOf(service)?.takesDaemons !== false) return FINE;
    return [{ at: atField(service.at, 'schedulingStrategy'), facts: {} }];
  },
});
