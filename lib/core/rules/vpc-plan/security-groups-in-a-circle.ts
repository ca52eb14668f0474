import { circlesOf } from '../../values/graph';
import { type TrafficFilter } from '../../ecs/security-group';
import { isKnown } from '../../values/unknown';
import { FINE } from '../violations';
import { defineRule } from '../rule';

export const securityGroupsInACircle = defineRule<'vpcPlan', { circle: readonly string[] }>({
  id: 'security-groups-in-a-circle',
  subject: 'vpcPlan',
  effect: 'cannot deploy',
  title: 'security groups whose own rules name each other',
  why: 'a group with such a rule is made after the one that it names, so a circle has no first one',
  broken: 'the template is refused: "Circular dependency between resources"',
  fix: 'move a rule out of one of the groups: AWS::EC2::SecurityGroupIngress or SecurityGroupEgress, in Terraform aws_vpc_security_group_ingress_rule',
  sources: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html',
  ],
  catalogue: ['§1.4 Network configuration'],
  explain: ({ circle }) =>
    circle.length === 1
      ? `${circle.join('')} names itself in a rule of its own`
      : `rules of their own make the groups wait for each other: ${[...circle, ...circle.slice(0, 1)].join(' -> ')}`,
  check({ securityGroups }) {
    const byKey = new Map(securityGroups.map((group) => [group.key, group]));
    const [[first, ...others] = []] = circlesOf(securityGroups, (group) => namedInside(group, byKey));
    if (!first) return FINE;
    const facts = { circle: [first, ...others].map(({ at }) => at.path) };
    return [{ at: first.at, facts, others: others.map(({ at }) => at) }];
  },
});

/** The groups that a group names in rules of its own. */
function namedInside(group: TrafficFilter, byKey: ReadonlyMap<string, TrafficFilter>): TrafficFilter[] {
  return [...group.ingress.items, ...(group.egress?.items ?? [])].flatMap(({ isInline, isSelf, peer }) => {
    if (isInline !== true || isSelf === true || peer?.kind !== 'group' || !isKnown(peer.group)) return [];
    const named = byKey.get(peer.group);
    return named ? [named] : [];
  });
}
