import { type Claim } from '../../ecs/resource-settings';
import { inEach } from '../violations';
import { defineRule } from '../rule';

const EC2 = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference';

export const resourceMadeTwice = defineRule<'settings', { what: string; other: string; page: string }>({
  id: 'resource-made-twice',
  subject: 'settings',
  effect: 'cannot deploy',
  title: 'two resources that make what there can be once',
  why: 'a route table has one route to a block, a subnet one route table, a VPC one internet gateway, a security group each rule once',
  broken: 'the second is refused: "… already exists" or "… has already been associated"',
  fix: 'remove one of the two',
  sources: [
    `${EC2}/API_CreateRoute.html`,
    `${EC2}/API_AssociateRouteTable.html`,
    `${EC2}/API_AttachInternetGateway.html`,
    `${EC2}/API_CreateNetworkAclEntry.html`,
    `${EC2}/API_AuthorizeSecurityGroupIngress.html`,
    'https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePrivateDnsNamespace.html',
  ],
  sourceFor: ({ page }) => page,
  catalogue: ['§1.4 Network configuration'],
  explain: ({ what, other }) => `${other} already makes ${what}, and there can be only one`,
  check({ claims }) {
    const made = new Map<string, Claim>();
    return inEach(claims, (claim) => {
      const { at, what, key, page, mayBeTaken } = claim;
      const first = made.get(key);
      if (!first) made.set(key, claim);
      if (!first) return undefined;
      const violation = { at, facts: { what, other: first.at.path, page }, others: [first.at] };
      return mayBeTaken === true ? { ...violation, effect: 'may go wrong' } : violation;
    });
  },
});
