import { acrossVpcs, type BondFacts } from './bonds';
import { defineRule } from '../rule';
import { API_TARGET_GROUP, preflight } from '../sources';

export const targetGroupOfOtherVpc = defineRule<'vpcPlan', BondFacts>({
  id: 'target-group-of-other-vpc',
  subject: 'vpcPlan',
  effect: 'cannot deploy',
  title: 'a target group of another VPC',
  why: 'a load balancer and its targets are in one VPC',
  broken: 'it is refused: "The following target groups are not in the same VPC as load balancer"',
  fix: 'make the target group in the VPC of the subnets',
  sources: [API_TARGET_GROUP, preflight('pf-elbv2-listener-tg-vpc-match', 'elbv2')],
  catalogue: ['LB-12'],
  explain: ({ noun, one, home, other, vpc }) =>
    `the target group of the ${noun}, ${other}, is in VPC ${vpc}, but its subnet ${one} is in VPC ${home}`,
  check: acrossVpcs('target group'),
});
