import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { GUIDE_DISCOVERY } from '../sources';
import { FINE, type NoFacts } from '../violations';

export const discoveryWithClassicLoadBalancer = defineRule<'service', NoFacts>({
  id: 'discovery-with-classic-load-balancer',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'registry beside a Classic Load Balancer',
  why: 'service discovery works with Application and Network Load Balancers only',
  broken: 'CreateService refuses the service',
  fix: ({ field, either }) =>
    `use an Application or Network Load Balancer with ${either('listen()', field('targetGroupArn'))}`,
  sources: [GUIDE_DISCOVERY],
  catalogue: ['SD-05'],
  explain: () => 'the service has a Classic Load Balancer and a registry, which do not go together',
  check({ at, registries, loadBalancers }) {
    if (registries.items.length === 0 || loadBalancers.items.length === 0) return FINE;
    if (!loadBalancers.items.some(({ classicName }) => classicName !== undefined)) return FINE;
    return [{ at: atField(at, 'serviceRegistries'), facts: {} }];
  },
});
