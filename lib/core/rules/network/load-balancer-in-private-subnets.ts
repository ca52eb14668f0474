import { isKnown } from '../../values/unknown';
import { reachInNetwork } from '../../vpc/reach';
import { describesWaysOut } from '../../vpc/start-breaks';
import { FINE } from '../violations';
import { defineRule, type Violation } from '../rule';

type Facts = { subnet: string; all: boolean };

export const loadBalancerInPrivateSubnets = defineRule<'network', Facts>({
  id: 'load-balancer-in-private-subnets',
  subject: 'network',
  effect: 'cannot work',
  title: 'a public load balancer in subnets without a route to an internet gateway',
  why: 'the nodes of an internet-facing load balancer have public addresses, which work through an internet gateway only; a NAT gateway lets nothing in',
  broken:
    'clients on the internet time out; in a VPC without an internet gateway it is refused: "VPC vpc-… has no internet gateway"',
  fix: 'put the load balancer in public subnets, whose route table leads 0.0.0.0/0 to the internet gateway, or make it internal',
  sources: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
  ],
  catalogue: ['NW-02'],
  explain: ({ subnet, all }) =>
    all
      ? 'the load balancer is for the internet, and none of its subnets has a route to an internet gateway'
      : `the load balancer is for the internet, and its subnet ${subnet} has no route to an internet gateway`,
  check(network) {
    // where no way out of the VPC is written, others make them
    if (!describesWaysOut(network)) return FINE;
    const found: Violation<Facts>[] = [];
    for (const { at, key, isInternetFacing, listeners, type } of network.balancers) {
      if (isInternetFacing !== true || type === 'gateway') continue;
      const port = listeners.items.map((one) => one.port).find(isKnown);
      if (port === undefined) continue;
      const verdict = reachInNetwork(network, { from: 'internet', to: key, port });
      if (verdict.kind !== 'blocked') continue;
      for (const { reason, extent, element } of verdict.causes) {
        if (reason !== 'balancer-subnet-private') continue;
        // where each of its subnets is private, it is the load balancer that stands there
        const all = extent === 'never' && element.key === key;
        const effect = all ? {} : { effect: 'may go wrong' as const };
        found.push({ at, facts: { subnet: element.at.path, all }, others: all ? [] : [element.at], ...effect });
      }
    }
    return found;
  },
});
