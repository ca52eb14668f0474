import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_BALANCER } from '../sources';

export const loadBalancerWithoutIpv6 = defineRule<'network', { subnets: readonly string[] }>({
  id: 'load-balancer-without-ipv6',
  subject: 'network',
  effect: 'cannot deploy',
  title: 'a dual-stack load balancer in subnets without IPv6',
  why: 'a dual-stack load balancer has an IPv6 address in each of its subnets',
  broken: 'Elastic Load Balancing refuses it: "You must specify subnets with an associated IPv6 CIDR block"',
  fix: 'give the VPC and these subnets IPv6 blocks, or let the load balancer be ipv4',
  sources: [
    API_BALANCER,
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-ip-address-type.html',
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ subnets }) =>
    `the load balancer is dual-stack, and ${subnets.join(' and ')} ${subnets.length === 1 ? 'has' : 'have'} no IPv6 block`,
  check(network) {
    const without = new Map(
      network.subnets.flatMap(({ key, block6, at }) => (block6 === undefined ? [[key, at] as const] : [])),
    );
    return inEach(network.balancers, ({ at, families, subnets: { items } }) => {
      if (!isKnown(families) || !families.includes(6)) return undefined;
      const others = items.flatMap((key) => (isKnown(key) ? (without.get(key) ?? []) : []));
      return others.length > 0 ? { at, facts: { subnets: others.map(({ path }) => path) }, others } : undefined;
    });
  },
});
