import { acrossVpcs, type BondFacts } from './bonds';
import { defineRule } from '../rule';
import { API_AWSVPC, preflight } from '../sources';

export const securityGroupOfOtherVpc = defineRule<'vpcPlan', BondFacts>({
  id: 'security-group-of-other-vpc',
  subject: 'vpcPlan',
  effect: 'cannot deploy',
  title: 'a security group of another VPC',
  why: 'a security group can be used in its own VPC only',
  broken: 'it is refused: "Security group sg-… does not appear to belong to the same VPC as the input subnets."',
  fix: 'make the security group in the VPC of the subnets',
  sources: [API_AWSVPC, preflight('pf-elbv2-lb-sg-vpc-match', 'elbv2')],
  catalogue: ['NW-04'],
  explain: ({ noun, one, home, other, vpc }) =>
    `the security group of the ${noun}, ${other}, is in VPC ${vpc}, but ${one} is in VPC ${home}`,
  check: acrossVpcs('security group'),
});
