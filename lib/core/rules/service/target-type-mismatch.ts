import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { serviceModeOf } from '../../ecs/service-reading';
import { isKnown } from '../../values/unknown';
import { GUIDE_LOAD_BALANCER, issue } from '../sources';
import { FINE, inEach } from '../violations';

export const targetTypeMismatch = defineRule<'service', { targetType: string; wanted: string; mode: string }>({
  id: 'target-type-mismatch',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'target group of a type that the network mode does not have',
  why: 'awsvpc tasks are reached under their own address (ip), the others under that of their instance (instance)',
  broken:
    'CreateService refuses it: "The provided target group … has target type instance, which is incompatible with the awsvpc network mode specified in the task definition."',
  fix: ({ field, either }) =>
    either(
      'use listen() of the service, which picks the type, or set targetType on the target group',
      `set ${field('targetType')} of the target group to the type that the mode needs`,
    ),
  sources: [GUIDE_LOAD_BALANCER, issue('hashicorp/terraform-provider-aws', 12252)],
  catalogue: ['LB-01'],
  explain: ({ targetType, wanted, mode }) =>
    `the target group has target type ${targetType}, but tasks in ${mode} mode need ${wanted}`,
  check(service) {
    if (service.loadBalancers.items.length === 0) return FINE;
    const mode = serviceModeOf(service);
    const wanted = mode?.targetType;
    if (wanted === undefined) return FINE;
    return inEach(service.loadBalancers.items, ({ at, targetGroup, alternateTargetGroup }) => {
      for (const group of [targetGroup, alternateTargetGroup]) {
        if (!group || !isKnown(group) || !isKnown(group.targetType) || group.targetType === wanted) continue;
        const facts = { targetType: group.targetType, wanted, mode: mode?.name ?? '' };
        const field = group === targetGroup ? 'targetGroupArn' : 'advancedConfiguration';
        return { at: atField(at, field), facts, others: [group.at] };
      }
      return undefined;
    });
  },
});
