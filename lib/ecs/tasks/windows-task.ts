import * as ecs from 'aws-cdk-lib/aws-ecs';

/** Props of task definitions for Windows instances in addition to those of CDK. */
export interface WindowsOptions {
  /**
   * The Windows that the instances boot; a task is placed on instances of this very family.
   * @default - WINDOWS_SERVER_2022_FULL, which ContainerInstances boots
   */
  readonly operatingSystemFamily?: ecs.OperatingSystemFamily;
}

/** Writes the operating system of a Windows task to the template; the classes of CDK can do so for Fargate only. */
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
