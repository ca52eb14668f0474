import { zoneText } from '../../values/phrase';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_BALANCER, preflight } from '../sources';

export const loadBalancerZoneTwice = defineRule<'loadBalancing', { zone: string }>({
  id: 'load-balancer-zone-twice',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'a load balancer with two subnets in one availability zone',
  why: 'it has one node, and so one subnet, in each zone',
  broken:
    'Elastic Load Balancing refuses it: "A load balancer cannot be attached to multiple subnets in the same Availability Zone"',
  fix: 'give it one subnet of each zone',
  sources: [API_BALANCER, preflight('pf-elbv2-lb-one-subnet-per-az', 'elbv2')],
  catalogue: ['LB-12'],
  explain: ({ zone }) => `several subnets of the load balancer lie in ${zone}; it takes one of each zone`,
  check: ({ balancers }) =>
    inEach(balancers, ({ at, zones }) => {
      const twice = isKnown(zones) ? zones.find((zone, index) => zones.indexOf(zone) !== index) : undefined;
      if (twice === undefined) return undefined;
      return { at: atField(at, 'subnets'), facts: { zone: zoneText(twice) } };
    }),
});
