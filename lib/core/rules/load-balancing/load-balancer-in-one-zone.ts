import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_BALANCER, preflight } from '../sources';

export const loadBalancerInOneZone = defineRule<'loadBalancing', { subnets: number }>({
  id: 'load-balancer-in-one-zone',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'an Application Load Balancer with one subnet',
  why: 'it spans at least two availability zones; on an Outpost or in a Local Zone one subnet is enough',
  broken:
    'Elastic Load Balancing refuses it: "At least two subnets in two different Availability Zones must be specified"',
  fix: 'give it subnets in two zones or more',
  sources: [API_BALANCER, preflight('pf-elbv2-alb-subnet-count', 'elbv2')],
  catalogue: ['LB-12'],
  explain: ({ subnets }) =>
    `the load balancer has ${subnets === 0 ? 'no subnets' : 'one subnet'}; it needs at least two, in different zones`,
  check: ({ balancers }) =>
    inEach(balancers, ({ at, type, subnets: { items, complete }, isNearby }) => {
      if (type !== 'application' || !complete || items.length > 1 || !items.every(isKnown)) return undefined;
      if (isNearby === true) return undefined;
      const violation = { at: atField(at, 'subnets'), facts: { subnets: items.length } };
      return isKnown(isNearby) ? violation : { ...violation, effect: 'may go wrong' };
    }),
});
