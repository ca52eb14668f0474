import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { isKnown } from '../../values/unknown';
import { API_AWSVPC } from '../sources';
import { FINE, type NoFacts } from '../violations';

export const defaultSecurityGroup = defineRule<'service', NoFacts>({
  id: 'default-security-group',
  subject: 'service',
  effect: 'may go wrong',
  title: 'awsvpc tasks behind a load balancer with the default security group of the VPC',
  why: 'without one they get the default group of the VPC, which admits its own members only',
  broken: 'silently, the load balancer does not reach the tasks unless it is in that group too',
  fix: ({ field, either }) =>
    either(
      'give the service a security group; AwsvpcService makes one, and listen() opens what is needed',
      `name a security group in ${field('securityGroups')} that admits the load balancer on the port of the container`,
    ),
  sources: [API_AWSVPC],
  catalogue: ['NW-05'],
  explain: () => 'the service names no security group, so its tasks get the default one of the VPC',
  check({ networkConfiguration, loadBalancers }) {
    if (networkConfiguration === undefined || !isKnown(networkConfiguration)) return FINE;
    const { items, complete } = networkConfiguration.securityGroups;
    if (items.length > 0 || !complete || loadBalancers.items.length === 0) return FINE;
    return [{ at: atField(networkConfiguration.at, 'securityGroups'), facts: {} }];
  },
});
