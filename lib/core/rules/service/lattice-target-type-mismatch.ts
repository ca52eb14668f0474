import { serviceModeOf } from '../../ecs/service-reading';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { FINE, inEach } from '../violations';
import { defineRule } from '../rule';

export const latticeTargetTypeMismatch = defineRule<'service', { type: string; wanted: string; mode: string }>({
  id: 'lattice-target-type-mismatch',
  subject: 'service',
  effect: 'may go wrong',
  title: 'target group of VPC Lattice of a type that the network mode does not have',
  why: 'awsvpc tasks are registered by their own address (IP), the others by their instance (INSTANCE)',
  broken: 'tasks may not be registered with the target group, or by an address at which they do not listen',
  fix: ({ field }) => `set ${field('type')} of the target group to the type that the mode needs`,
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-vpc-lattice.html',
    'https://docs.aws.amazon.com/vpc-lattice/latest/ug/target-groups.html',
  ],
  catalogue: ['LB-01'],
  explain: ({ type, wanted, mode }) =>
    `the target group of VPC Lattice is of type ${type}, but tasks in ${mode} mode need ${wanted}`,
  check(service) {
    const mode = serviceModeOf(service);
    const wanted = mode?.targetType?.toUpperCase();
    if (service.lattice.items.length === 0 || wanted === undefined) return FINE;
    return inEach(service.lattice.items, ({ at, targetGroup }) => {
      if (!targetGroup || !isKnown(targetGroup.type) || targetGroup.type === wanted) return undefined;
      const facts = { type: targetGroup.type, wanted, mode: mode?.name ?? '' };
      return { at: atField(at, 'targetGroupArn'), facts, others: [targetGroup.at] };
    });
  },
});
