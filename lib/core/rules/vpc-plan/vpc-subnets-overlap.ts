import { Cidr } from '../../values/address';
import { type Place } from '../../values/place';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { GUIDE_SUBNET_SIZE } from '../sources';

export const vpcSubnetsOverlap = defineRule<'vpcPlan', { block: string; other: string; with: string }>({
  id: 'vpc-subnets-overlap',
  subject: 'vpcPlan',
  effect: 'cannot deploy',
  title: 'two subnets of one VPC that overlap',
  why: 'each address of a VPC is in one subnet',
  broken: `EC2 refuses the second: "The CIDR '10.0.0.0/24' conflicts with another subnet"`,
  fix: 'give one of the subnets another block',
  sources: [GUIDE_SUBNET_SIZE],
  catalogue: ['§1.4 Network configuration'],
  explain: ({ block, other, with: path }) => `the subnet has ${block}, and ${path} has ${other}`,
  check({ subnets }) {
    const seen = new Map<string, { block: string; cidr: Cidr; path: string; at: Place }[]>();
    return inEach(subnets, ({ at, vpc, block }) => {
      const cidr = typeof block === 'string' ? Cidr.around(block) : undefined;
      if (vpc === undefined || !isKnown(vpc) || typeof block !== 'string' || !cidr) return undefined;
      const others = seen.get(vpc) ?? [];
      seen.set(vpc, others);
      const other = others.find((one) => one.cidr.overlaps(cidr));
      others.push({ block, cidr, path: at.path, at });
      if (!other) return undefined;
      return {
        at: atField(at, 'cidrBlock'),
        facts: { block, other: other.block, with: other.path },
        others: [other.at],
      };
    });
  },
});
