import { type Field } from '../../core/reading/field';
import { type Resource, type Resources } from './resources';

/** A target group that an Auto Scaling group registers its instances in. */
export interface GroupTarget {
  /** Undefined when it is not in the input. */
  readonly instances: Resource | undefined;
  /** What names the target group. */
  readonly target: Field;
}

/** The target groups of Auto Scaling groups: those that a group names, and those that Terraform attaches to it. */
export function groupTargets(resources: Resources): readonly GroupTarget[] {
  return [
    ...resources
      .of('group')
      .flatMap((instances) => namedIn(instances.properties).map((target) => ({ instances, target }))),
    ...resources.of('groupAttachment').flatMap(({ properties }) => {
      const instances = resources.target('group', properties.get('autoScalingGroupName'));
      const alone = properties.get('targetGroupARN');
      return [...(alone.isAbsent ? [] : [alone]), ...namedIn(properties)].map((target) => ({ instances, target }));
    }),
  ];
}

function namedIn(properties: Field): readonly Field[] {
  const named: Field[] = [];
  properties.get('targetGroupARNs').strings((item) => {
    named.push(item);
    return undefined;
  });
  properties.get('trafficSources').list((source) => {
    const type = source.text('type');
    if (type === undefined || type === 'elbv2') named.push(source.get('identifier'));
    return true;
  });
  return named;
}
