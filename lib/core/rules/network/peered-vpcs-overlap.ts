import { elementName } from '../../values/element';
import { isKnown, type Knowable } from '../../values/unknown';
import { type AwsNetwork } from '../../vpc/aws-network';
import { defineRule } from '../rule';
import { FINE, inEach } from '../violations';

type Facts = { one: string; other: string; blocks: readonly string[] };

export const peeredVpcsOverlap = defineRule<'network', Facts>({
  id: 'peered-vpcs-overlap',
  subject: 'network',
  effect: 'cannot deploy',
  title: 'a peering connection between VPCs whose blocks overlap',
  why: 'addresses of both VPCs have to be told apart; one block that overlaps is enough, whatever is routed',
  broken: 'the peering connection fails, and the stack with it',
  fix: 'give one of the VPCs blocks that the other one does not have, or connect single services by PrivateLink',
  sources: ['https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html'],
  catalogue: ['§VPC P5'],
  explain: ({ one, other, blocks: [first = '', second = ''] }) =>
    `${one} has ${first}, and ${other} has ${second}: they overlap`,
  check(network) {
    if (network.peerings.length === 0) return FINE;
    const vpcOf = (key: Knowable<string>): AwsNetwork['vpcs'][number] | undefined =>
      network.vpcs.find((vpc) => vpc.key === key);
    return inEach(network.peerings, ({ at, vpcs }) => {
      const [one, other] = vpcs.map(vpcOf);
      if (!one || !other || one === other) return undefined;
      for (const block of one.blocks.items.filter(isKnown)) {
        const twin = other.blocks.items.filter(isKnown).find((its) => its.overlaps(block));
        if (!twin) continue;
        const blocks = [block.toString(), twin.toString()];
        return {
          at,
          facts: { one: elementName(one), other: elementName(other), blocks },
          others: [one.at, other.at],
        };
      }
      return undefined;
    });
  },
});
