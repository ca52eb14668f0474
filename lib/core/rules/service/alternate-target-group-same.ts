import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';

export const alternateTargetGroupSame = defineRule<'service', { group: string }>({
  id: 'alternate-target-group-same',
  subject: 'service',
  effect: 'breaks at the next deployment',
  title: 'one target group for the old and the new tasks of a blue/green deployment',
  why: 'ECS registers the new tasks with the other group, and moves the traffic between the two',
  broken: 'there is nothing to move the traffic to: new tasks get requests before they are tested',
  fix: 'make a second target group, and name it as the alternate one',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html',
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ group }) => `the alternate target group is ${group}, which is the first one`,
  check: ({ loadBalancers }) =>
    inEach(loadBalancers.items, ({ at, targetGroup: first, alternateTargetGroup: other }) => {
      if (!first || !other || !isKnown(first) || !isKnown(other) || first !== other) return undefined;
      return { at: atField(at, 'advancedConfiguration'), facts: { group: first.at.path }, others: [first.at] };
    }),
});
