import { acrossVpcs, type BondFacts } from './bonds';
import { defineRule } from '../rule';

export const routeTableOfOtherVpc = defineRule<'vpcPlan', BondFacts>({
  id: 'route-table-of-other-vpc',
  subject: 'vpcPlan',
  effect: 'cannot deploy',
  title: 'a route table of another VPC',
  why: 'a route table is for the subnets and gateway endpoints of its own VPC',
  broken: 'EC2 refuses it: "Route table rtb-… and subnet subnet-… belong to different networks"',
  fix: 'use a route table of the same VPC',
  sources: [
    'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
  ],
  catalogue: ['NW-04'],
  explain: ({ noun, one, home, other, vpc }) =>
    `the route table of the ${noun}, ${other}, is in VPC ${vpc}, but ${one} is in VPC ${home}`,
  check: acrossVpcs('route table'),
});
