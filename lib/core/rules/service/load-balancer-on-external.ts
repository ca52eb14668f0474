import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { launchFactsOf } from '../../ecs/service-reading';
import { GUIDE_ANYWHERE } from '../sources';
import { FINE } from '../violations';

export const loadBalancerOnExternal = defineRule<'service', { launchType: string }>({
  id: 'load-balancer-on-external',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'load balancer in front of tasks on external instances',
  why: 'load balancers of AWS reach targets in a VPC',
  broken: 'CreateService refuses the service',
  fix: 'leave the load balancer out and balance on your own site',
  sources: [GUIDE_ANYWHERE],
  catalogue: ['SD-08'],
  explain: ({ launchType }) => `the service has a load balancer, which is refused with launch type ${launchType}`,
  check(service) {
    if (service.loadBalancers.items.length === 0) return FINE;
    const launch = launchFactsOf(service);
    if (launch?.hasEndpoints !== false) return FINE;
    return [{ at: atField(service.at, 'loadBalancers'), facts: { launchType: launch.name } }];
  },
});
