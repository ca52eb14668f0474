import * as ecs from 'aws-cdk-lib/aws-ecs';

/** What a task on Windows instances takes besides the props of the CDK class. */
export interface WindowsOptions {
  /**
   * The Windows that the instances boot; a task is placed on instances of this very family.
   * @default - WINDOWS_SERVER_2022_FULL, which ContainerInstances boots
   */
  readonly operatingSystemFamily?: ecs.OperatingSystemFamily;
}

/** Says in the template that a task is one for Windows, which the CDK classes cannot say outside of Fargate. */
export function runsOnWindows(task: ecs.TaskDefinition, { operatingSystemFamily }: WindowsOptions): void {
  const family = operatingSystemFamily ?? ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_FULL;
  const resource = task.node.defaultChild as ecs.CfnTaskDefinition;
  resource.runtimePlatform = { operatingSystemFamily: family._operatingSystemFamily };
}

/** Whether a task is known to be one for Windows. */
export function isForWindows(task: ecs.TaskDefinition): boolean {
  const { runtimePlatform } = task.node.defaultChild as ecs.CfnTaskDefinition;
  const family = (runtimePlatform as ecs.CfnTaskDefinition.RuntimePlatformProperty | undefined)?.operatingSystemFamily;
  return family?.startsWith('WINDOWS') === true;
}
