import { serviceModeOf } from '../../ecs/service-reading';
import { atField } from '../../values/place';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { API_SERVICE, preflight } from '../sources';

const NO_BALANCER = 'which is refused: it has none';

export const serviceRoleUnsupported = defineRule<'service', { reason: string }>({
  id: 'service-role-unsupported',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'a load balancer role where the service must use the service-linked role',
  why: 'awsvpc tasks and several target groups take the service-linked role, and without a load balancer there is nothing to use a role for',
  broken: 'CreateService refuses it: "You cannot specify an IAM role for services that require a service linked role."',
  fix: ({ field, either }) => `remove ${either('the role', field('role'))}, and ECS uses the service-linked role`,
  fixFor: ({ reason }) =>
    reason === NO_BALANCER ? ({ field, either }) => `remove ${either('the role', field('role'))}` : undefined,
  sources: [API_SERVICE, preflight('pf-ecs-svc-role-with-awsvpc'), preflight('pf-ecs-svc-role-without-load-balancers')],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ reason }) => `the service names a role for its load balancers, ${reason}`,
  check(service) {
    const { at, hasRole, loadBalancers } = service;
    if (hasRole !== true) return FINE;
    const where = atField(at, 'role');
    if (serviceModeOf(service)?.needsNetworkConfiguration) {
      return [{ at: where, facts: { reason: 'which is refused: awsvpc tasks use the service-linked role' } }];
    }
    if (loadBalancers.items.length > 1)
      return [{ at: where, facts: { reason: 'which is refused: several target groups use the service-linked role' } }];
    const none = loadBalancers.items.length === 0 && loadBalancers.complete;
    return none ? [{ at: where, facts: { reason: NO_BALANCER } }] : FINE;
  },
});
