import { Lazy, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { holdsHostPorts, oneLess } from '../../core/ecs/deployment-percents';
import { type ModedTaskDefinition } from '../tasks/capability-report';
import { containersOf } from '../tasks/port-handle';

type DeploymentProps = Pick<
  ecs.Ec2ServiceProps,
  'minHealthyPercent' | 'maxHealthyPercent' | 'daemon' | 'desiredCount' | 'availabilityZoneRebalancing'
>;

/**
 * How many copies may be missing and how many may be extra during a deployment, where nothing is given.
 *
 * A copy that holds host ports leaves no room for its successor on the same instance, so one is stopped first. Without such
 * ports the successor is started first. Ports count that are declared later, so this is decided at synth.
 */
export function deploymentPercents(
  task: ModedTaskDefinition,
  props: DeploymentProps,
): Required<Pick<ecs.Ec2ServiceProps, 'minHealthyPercent' | 'maxHealthyPercent'>> {
  const { minHealthyPercent, maxHealthyPercent, daemon = false, desiredCount = 1 } = props;
  if (daemon) return { minHealthyPercent: minHealthyPercent ?? 0, maxHealthyPercent: maxHealthyPercent ?? 100 };
  const rebalanced = props.availabilityZoneRebalancing === ecs.AvailabilityZoneRebalancing.ENABLED;
  const stopsFirst = (): boolean => !rebalanced && taskHoldsHostPorts(task);
  // the class compares the two as they are, and of two deferred numbers the one made first counts as the greater
  const max = maxHealthyPercent ?? Lazy.number({ produce: () => (stopsFirst() ? 100 : 200) });
  const min =
    maxHealthyPercent !== undefined && minHealthyPercent !== undefined
      ? minHealthyPercent
      : Lazy.number({
          produce: () =>
            minHealthyPercent ??
            (stopsFirst() ? (Token.isUnresolved(desiredCount) ? 0 : oneLess(desiredCount)) : lowestFor(max)),
        });
  return { minHealthyPercent: min, maxHealthyPercent: max };
}

/** All copies stay, unless nothing may be added to them either. */
function lowestFor(max: number): number {
  return max === 100 ? 0 : 100;
}

/** Whether a copy of the task takes port numbers of its instance for itself. */
export function taskHoldsHostPorts(task: ModedTaskDefinition): boolean {
  return holdsHostPorts(
    task.mode,
    containersOf(task).flatMap(({ portMappings }) => portMappings),
  );
}
