import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { GUIDE_GROUP_TARGETS, issue } from '../sources';

export const autoScalingTargetTypeMismatch = defineRule<'loadBalancing', { targetType: string }>({
  id: 'auto-scaling-target-type-mismatch',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'an Auto Scaling group with a target group that takes no instances',
  why: 'EC2 Auto Scaling registers its instances by their ids, which only target groups of target type instance take',
  broken:
    'Auto Scaling refuses it: "Provided Target Group … has invalid target type. Please ensure all provided Target Groups have target type of instance."',
  fix: ({ field }) =>
    `set ${field('targetType')} of the target group to instance; a target group of an awsvpc service belongs to the service alone`,
  sources: [GUIDE_GROUP_TARGETS, issue('hashicorp/terraform', 18674)],
  catalogue: ['LB-01'],
  explain: ({ targetType }) =>
    `the target group has target type ${targetType}, and the Auto Scaling group registers instances in it`,
  check: ({ instanceTargets = [] }) =>
    inEach(instanceTargets, ({ at, group: { at: other, targetType } }) =>
      isKnown(targetType) && targetType !== 'instance' ? { at, facts: { targetType }, others: [other] } : undefined,
    ),
});
