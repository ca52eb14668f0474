import { taskOf } from '../../ecs/service-reading';
import { atField } from '../../values/place';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { API_SERVICE } from '../sources';

export const gracePeriodUnused = defineRule<'service', { seconds: number }>({
  id: 'grace-period-unused',
  subject: 'service',
  effect: 'may go wrong',
  title: 'a grace period without a health check',
  why: 'it says how long the health of a task does not count',
  broken:
    'it is unused; CreateService has also refused it: "Health check grace period is only valid for services configured to use load balancers"',
  fix: 'leave it out, or put the service behind a load balancer',
  sources: [API_SERVICE],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ seconds }) =>
    `the service has a grace period of ${seconds} seconds, but neither a load balancer nor a health check`,
  check(service) {
    const { at, healthCheckGracePeriod: seconds, loadBalancers, lattice } = service;
    if (typeof seconds !== 'number' || seconds === 0) return FINE;
    if ([loadBalancers, lattice].some(({ items, complete }) => items.length > 0 || !complete)) return FINE;
    const containers = taskOf(service)?.containers;
    if (!containers?.complete || containers.items.some(({ healthCheck }) => healthCheck !== undefined)) return FINE;
    return [{ at: atField(at, 'healthCheckGracePeriodSeconds'), facts: { seconds } }];
  },
});
