import { Cidr } from '../../values/address';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { GUIDE_SUBNET_SIZE } from '../sources';

export const subnetOutsideVpc = defineRule<'vpcPlan', { block: string; blocks: readonly string[] }>({
  id: 'subnet-outside-vpc',
  subject: 'vpcPlan',
  effect: 'cannot deploy',
  title: 'a subnet outside of its VPC',
  why: 'the block of a subnet is a part of one of the blocks of its VPC',
  broken: `EC2 refuses it: "The CIDR '10.9.0.0/24' is invalid."`,
  fix: 'use a block within that of the VPC, or add a block to the VPC',
  sources: [GUIDE_SUBNET_SIZE],
  catalogue: ['§1.4 Network configuration'],
  explain: ({ block, blocks }) => `the subnet has ${block}, but its VPC has ${blocks.join(' and ')}`,
  check({ vpcs, subnets }) {
    const byKey = new Map(vpcs.map((vpc) => [vpc.key, vpc]));
    return inEach(subnets, ({ at, vpc: key, block }) => {
      const vpc = key !== undefined && isKnown(key) ? byKey.get(key) : undefined;
      if (!vpc?.blocks.complete || typeof block !== 'string' || !vpc.blocks.items.every(isKnown)) return undefined;
      const own = Cidr.around(block);
      const blocks = vpc.blocks.items;
      const around = blocks.map((one) => Cidr.around(one));
      if (!own || !around.every((one) => one !== undefined) || around.some((one) => one.contains(own)))
        return undefined;
      return { at: atField(at, 'cidrBlock'), facts: { block, blocks }, others: [vpc.at] };
    });
  },
});
