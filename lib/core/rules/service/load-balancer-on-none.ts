import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { serviceModeOf } from '../../ecs/service-reading';
import { GUIDE_LOAD_BALANCER } from '../sources';
import { FINE } from '../violations';

export const loadBalancerOnNone = defineRule<'service', { mode: string }>({
  id: 'load-balancer-on-none',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'load balancer in front of tasks without a network',
  why: 'in network mode none nothing reaches a task',
  broken: 'CreateService refuses the service',
  fix: 'leave the load balancer out, or choose bridge, host or awsvpc',
  sources: [GUIDE_LOAD_BALANCER],
  catalogue: ['LB-02'],
  explain: ({ mode }) => `the service has a load balancer, but nothing reaches tasks in network mode ${mode}`,
  check(service) {
    if (service.loadBalancers.items.length === 0) return FINE;
    const mode = serviceModeOf(service);
    if (!mode || mode.targetType !== undefined) return FINE;
    return [{ at: atField(service.at, 'loadBalancers'), facts: { mode: mode.name } }];
  },
});
