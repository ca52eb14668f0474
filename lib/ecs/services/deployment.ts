import { Lazy, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type DeploymentPercents, holdsHostPorts, percentsFor } from '../../core/ecs/deployment-percents';
import { DEFAULT_PERCENT } from '../../core/ecs/rolling-deploy';
import { type ModedTaskDefinition } from '../tasks/capability-report';
import { containersOf } from '../tasks/port-handle';

type DeploymentProps = Pick<
  ecs.Ec2ServiceProps,
  'minHealthyPercent' | 'maxHealthyPercent' | 'daemon' | 'desiredCount' | 'availabilityZoneRebalancing'
>;

/**
 * The default percentages of a deployment: how many copies may be missing, and how many may run in addition.
 *
 * A copy that holds host ports leaves no room for its successor on the same instance, so it is stopped first. Without such
 * ports the successor is started first. Ports that are declared later count too, so this is decided at synth.
 */
export function deploymentPercents(
  task: ModedTaskDefinition,
  props: DeploymentProps,
): Required<Pick<ecs.Ec2ServiceProps, 'minHealthyPercent' | 'maxHealthyPercent'>> {
  const { minHealthyPercent, maxHealthyPercent, daemon = false, desiredCount = 1 } = props;
  if (daemon) {
    const { minimumHealthyPercent: minimum, maximumPercent: maximum } = DEFAULT_PERCENT.DAEMON;
    return { minHealthyPercent: minHealthyPercent ?? minimum, maxHealthyPercent: maxHealthyPercent ?? maximum };
  }
  const rebalanced = props.availabilityZoneRebalancing === ecs.AvailabilityZoneRebalancing.ENABLED;
  const desired = Token.isUnresolved(desiredCount) ? undefined : desiredCount;
  const given = {
    ...(minHealthyPercent !== undefined && { minimum: minHealthyPercent }),
    ...(maxHealthyPercent !== undefined && { maximum: maxHealthyPercent }),
  };
  const percents = (): DeploymentPercents => percentsFor(!rebalanced && taskHoldsHostPorts(task), desired, given);
  // CDK compares the two numbers of tokens, and a token made earlier has the greater number
  const max = maxHealthyPercent ?? Lazy.number({ produce: () => percents().maximum });
  const min =
    maxHealthyPercent !== undefined && minHealthyPercent !== undefined
      ? minHealthyPercent
      : Lazy.number({ produce: () => percents().minimum });
  return { minHealthyPercent: min, maxHealthyPercent: max };
}

/** Whether a copy of the task holds ports of its instance that no second copy can have. */
export function taskHoldsHostPorts(task: ModedTaskDefinition): boolean {
  return holdsHostPorts(
    task.mode,
    containersOf(task).flatMap(({ portMappings }) => portMappings),
  );
}
