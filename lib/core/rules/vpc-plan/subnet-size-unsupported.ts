import { Cidr } from '../../values/address';
import { atField } from '../../values/place';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { GUIDE_SUBNET_SIZE, preflight } from '../sources';

export const subnetSizeUnsupported = defineRule<'vpcPlan', { what: string; block: string }>({
  id: 'subnet-size-unsupported',
  subject: 'vpcPlan',
  effect: 'cannot deploy',
  title: 'a VPC or subnet larger than /16 or smaller than /28',
  why: 'AWS takes blocks of these sizes',
  broken: 'EC2 refuses it: "The CIDR is invalid."',
  fix: 'use a prefix length from 16 to 28',
  sources: [GUIDE_SUBNET_SIZE, preflight('pf-ec2-subnet-cidr-size', 'ec2')],
  catalogue: ['§1.4 Network configuration'],
  explain: ({ what, block }) => `the ${what} has ${block}; /16 to /28 is allowed`,
  check: ({ vpcs, subnets }) =>
    inEach(
      [
        ...vpcs.flatMap(({ at, blocks }) => blocks.items.map((block) => ({ at, block, what: 'VPC' }))),
        ...subnets.map(({ at, block }) => ({ at, block, what: 'subnet' })),
      ],
      ({ at, block, what }) => {
        const prefix = typeof block === 'string' ? Cidr.around(block)?.prefix : undefined;
        if (typeof block !== 'string' || prefix === undefined || (prefix >= 16 && prefix <= 28)) return undefined;
        return { at: atField(at, 'cidrBlock'), facts: { what, block } };
      },
    ),
});
