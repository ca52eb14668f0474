import { balancerOf, forwardsOf, groupOf } from '../../ecs/load-balancing';
import { isKnown } from '../../values/unknown';
import { defineRule, type Violation } from '../rule';
import { API_TARGET_GROUP } from '../sources';
import { FINE } from '../violations';

type Facts = { group: string; balancer: string };

export const targetGroupIpv6BehindIpv4 = defineRule<'loadBalancing', Facts>({
  id: 'target-group-ipv6-behind-ipv4',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'a target group for IPv6 behind a load balancer with IPv4 addresses only',
  why: 'only dual-stack load balancers have IPv6 addresses, from which they reach targets by IPv6; without an address type a load balancer is ipv4',
  broken: 'Elastic Load Balancing refuses the listener or the rule that forwards to it',
  fix: ({ set }) =>
    `write ${set('ipAddressType', 'dualstack')} for the load balancer, with subnets that have IPv6 blocks, or let the target group be ipv4`,
  sources: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-ip-address-type',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html#target-group-ip-address-type',
    API_TARGET_GROUP,
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ group, balancer }) => `${group} is for IPv6, and load balancer ${balancer} has IPv4 addresses only`,
  check(all) {
    let found: Violation<Facts>[] | undefined;
    for (const { listener, actions } of forwardsOf(all)) {
      const balancer = listener && balancerOf(all, listener);
      if (!balancer || !isKnown(balancer.ipAddressType) || (balancer.ipAddressType ?? 'ipv4') !== 'ipv4') continue;
      for (const target of actions.items.flatMap(({ targets }) => targets.items)) {
        const group = groupOf(all, target);
        if (group?.ipAddressType !== 'ipv6') continue;
        (found ??= []).push({
          at: target.at,
          facts: { group: group.at.path, balancer: balancer.at.path },
          others: [group.at, balancer.at],
        });
      }
    }
    return found ?? FINE;
  },
});
