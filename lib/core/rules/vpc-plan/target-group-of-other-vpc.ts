import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_TARGET_GROUP, preflight } from '../sources';

export const targetGroupOfOtherVpc = defineRule<
  'vpcPlan',
  { noun: string; one: string; home: string; other: string; vpc: string }
>({
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
  check: ({ bonds }) =>
    inEach(bonds, ({ at, noun, kind, one, other }) => {
      if (kind !== 'target group' || one.vpc === other.vpc) return undefined;
      const facts = { noun, one: one.at.path, home: one.vpc, other: other.at.path, vpc: other.vpc };
      return { at, facts, others: [other.at] };
    }),
});
