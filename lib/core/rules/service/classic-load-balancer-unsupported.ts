import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { serviceModeOf } from '../../ecs/service-reading';
import { API_LOAD_BALANCER, GUIDE_LOAD_BALANCER } from '../sources';
import { FINE, inEach } from '../violations';

export const classicLoadBalancerUnsupported = defineRule<'service', { mode: string }>({
  id: 'classic-load-balancer-unsupported',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'Classic Load Balancer in front of tasks with an interface of their own',
  why: 'it knows instances, not network interfaces, so it cannot reach an awsvpc task',
  broken: 'CreateService refuses the service',
  fix: ({ field, either }) =>
    `use an Application or Network Load Balancer with ${either('listen()', field('targetGroupArn'))}`,
  sources: [API_LOAD_BALANCER, GUIDE_LOAD_BALANCER],
  catalogue: ['LB-04'],
  explain: ({ mode }) => `a Classic Load Balancer cannot reach tasks in ${mode} mode`,
  check(service) {
    if (service.loadBalancers.items.length === 0) return FINE;
    const mode = serviceModeOf(service);
    if (mode?.targetType !== 'ip') return FINE;
    return inEach(service.loadBalancers.items, ({ at, classicName }) =>
      classicName === undefined ? undefined : { at: atField(at, 'loadBalancerName'), facts: { mode: mode.name } },
    );
  },
});
