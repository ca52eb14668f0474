import { type LoadBalancer } from '../../ecs/load-balancing';
import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_BALANCER, preflight } from '../sources';

export const loadBalancerSettingUnsupported = defineRule<'loadBalancing', { setting: string; type: string }>({
  id: 'load-balancer-setting-unsupported',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'a setting that a load balancer of this type does not support',
  why: 'Elastic IPs are for Network Load Balancers; a Gateway Load Balancer has no scheme and no security groups; dualstack without public IPv4 is for Application Load Balancers',
  broken: `Elastic Load Balancing refuses it: "Elastic IPs are not supported for load balancers with type 'application'"`,
  fix: 'leave the setting out, or use a load balancer of the other type',
  sources: [
    API_BALANCER,
    preflight('pf-elbv2-lb-eip-nlb-only', 'elbv2'),
    preflight('pf-elbv2-lb-gwlb-no-scheme', 'elbv2'),
    preflight('pf-elbv2-lb-gwlb-no-security-groups', 'elbv2'),
    preflight('pf-elbv2-lb-private-ipv4-internal-only', 'elbv2'),
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ setting, type }) => `the load balancer has ${setting}, which ${type} does not take`,
  check: ({ balancers }) =>
    inEach(balancers, (balancer) => {
      const facts = unsupported(balancer);
      return facts && { at: balancer.at, facts };
    }),
});

function unsupported(balancer: LoadBalancer): { setting: string; type: string } | undefined {
  const { type, scheme, ipAddressType, mappings, securityGroups } = balancer;
  if (!isKnown(type)) return undefined;
  const named = `type ${type}`;
  if (type !== 'network' && mappings.items.some(({ hasElasticIp }) => hasElasticIp)) {
    return { setting: 'Elastic IPs', type: named };
  }
  if (type === 'gateway') {
    if (scheme !== undefined) return { setting: 'a scheme', type: named };
    if (securityGroups.items.length > 0) return { setting: 'security groups', type: named };
  }
  if (type !== 'application' && ipAddressType === 'dualstack-without-public-ipv4') {
    return { setting: 'dualstack addresses without public IPv4', type: named };
  }
  const isPublic = scheme === undefined || scheme === 'internet-facing';
  if (isPublic && mappings.items.some(({ hasPrivateIpv4 }) => hasPrivateIpv4)) {
    return { setting: 'private IPv4 addresses of its own', type: 'one that faces the internet' };
  }
  return undefined;
}
