import { acrossVpcs, type BondFacts } from './bonds';
import { defineRule } from '../rule';
import { API_AWSVPC, API_BALANCER } from '../sources';

export const subnetsOfTwoVpcs = defineRule<'vpcPlan', BondFacts>({
  id: 'subnets-of-two-vpcs',
  subject: 'vpcPlan',
  effect: 'cannot deploy',
  title: 'subnets of two VPCs in one place',
  why: 'tasks, load balancers and groups of instances have subnets of one VPC',
  broken: 'it is refused: "All subnets must belong to the same VPC"',
  fix: 'use subnets of one VPC',
  sources: [API_AWSVPC, API_BALANCER],
  catalogue: ['NW-04'],
  explain: ({ noun, one, home, other, vpc }) =>
    `the subnet of the ${noun}, ${other}, is in VPC ${vpc}, but ${one} is in VPC ${home}`,
  check: acrossVpcs('subnet'),
});
