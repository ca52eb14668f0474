import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';

export const natGatewayAddressMismatch = defineRule<'vpcPlan', { isPrivate: boolean }>({
  id: 'nat-gateway-address-mismatch',
  subject: 'vpcPlan',
  effect: 'cannot deploy',
  title: 'a public NAT gateway without an Elastic IP, or a private one with one',
  why: 'a public NAT gateway, which is the default, is seen on the internet as its Elastic IP; a private one has a private address only',
  broken: 'EC2 refuses it: "The request must include the AllocationId parameter"',
  fix: 'give a public NAT gateway the allocation of an Elastic IP, and a private one none',
  sources: [
    'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-natgateway.html',
  ],
  catalogue: ['§1.4 Network configuration'],
  explain: ({ isPrivate }) =>
    isPrivate
      ? 'the NAT gateway is private and has an Elastic IP, which only a public one takes'
      : 'the NAT gateway is public and has no Elastic IP to reach the internet with',
  check: ({ natGateways }) =>
    inEach(natGateways, ({ at, connectivity = 'public', availability = 'zonal', hasElasticIp }) => {
      if (!isKnown(connectivity) || !isKnown(hasElasticIp) || availability !== 'zonal') return undefined;
      const isPrivate = connectivity === 'private';
      return isPrivate === hasElasticIp ? { at, facts: { isPrivate } } : undefined;
    }),
});
