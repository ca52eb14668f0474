import { type TrafficFilter } from '../../ecs/security-group';
import { isKnown } from '../../values/unknown';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import {} from '../sources';

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
    const circle = circleOf(securityGroups);
    const [first, ...others] = circle ?? [];
    if (!first) return FINE;
    const facts = { circle: [first, ...others].map(({ at }) => at.path) };
    return [{ at: first.at, facts, others: others.map(({ at }) => at) }];
  },
});

/** The first circle of groups that name each other in rules of their own. */
function circleOf(groups: readonly TrafficFilter[]): readonly TrafficFilter[] | undefined {
  const byKey = new Map(groups.map((group) => [group.key, group]));
  const done = new Set<TrafficFilter>();
  const path: TrafficFilter[] = [];
  function visit(group: TrafficFilter): readonly TrafficFilter[] | undefined {
    if (done.has(group)) return undefined;
    const start = path.indexOf(group);
    if (start >= 0) return path.slice(start);
    path.push(group);
    for (const next of namedInside(group, byKey)) {
      const circle = visit(next);
      if (circle) return circle;
    }
    path.pop();
    done.add(group);
    return undefined;
  }
  for (const group of groups) {
    const circle = visit(group);
    if (circle) return circle;
  }
  return undefined;
}

function namedInside(group: TrafficFilter, byKey: ReadonlyMap<string, TrafficFilter>): TrafficFilter[] {
  return [...group.ingress.items, ...(group.egress?.items ?? [])].flatMap(({ isInline, isSelf, peer }) => {
    if (isInline !== true || isSelf === true || peer?.kind !== 'group' || !isKnown(peer.group)) return [];
    const named = byKey.get(peer.group);
    return named ? [named] : [];
  });
}
