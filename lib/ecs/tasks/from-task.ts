import { Annotations, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type Construct } from 'constructs';
import { type LaunchType } from '../../core/ecs/launch-type';
import { type NetworkMode } from '../../core/ecs/network-mode';
import { portMappingOf } from '../../core/ecs/port-mapping-of';
import { type ContainerInput, type PortMappingInput, type TaskInput } from '../../core/ecs/task-input';
import { type ClassTraits } from '../../core/ecs/task-of-class';
import { droppedText, type KnownInput } from '../../core/reading/known-input';
import { acknowledgementId } from '../../core/values/finding';
import { ModelError, quoted } from '../../core/values/model-error';
import { cloudFormationContainer, cloudFormationTask } from '../../formats/ecs/write-task';
import { type Entry } from '../../constructs/entry';
import { without } from '../../constructs/props';

/** Options for a task definition that is made from a task as data. */
export interface FromTaskOptions {
  /**
   * Images to use instead of those of the task, by the name of the container: an asset, for example.
   * @default - the images of the task
   */
  readonly images?: Readonly<Record<string, ecs.ContainerImage>>;
}

/** What sets one class of task definitions apart from the others. */
export interface TaskTraits {
  readonly mode: NetworkMode;
  readonly compatibility: ecs.Compatibility;
  readonly onWindows?: boolean;
}

const LAUNCH_TYPE: ReadonlyMap<ecs.Compatibility, LaunchType> = new Map([
  [ecs.Compatibility.EC2, 'EC2'],
  [ecs.Compatibility.FARGATE, 'FARGATE'],
  [ecs.Compatibility.EXTERNAL, 'EXTERNAL'],
  [ecs.Compatibility.MANAGED_INSTANCES, 'MANAGED_INSTANCES'],
]);

/** The traits of a class, in terms of the core. */
export function traitsOf({ mode, compatibility, onWindows = false }: TaskTraits): ClassTraits {
  return { mode, launchType: LAUNCH_TYPE.get(compatibility) ?? 'EC2', onWindows };
}

/** The props that must be passed to the class of CDK. */
export function propsFrom(
  scope: Construct,
  id: string,
  { family, memory, taskRoleArn, executionRoleArn }: TaskInput,
  { compatibility }: TaskTraits,
): ecs.CommonTaskDefinitionProps {
  const role = (name: string, arn: string | undefined): iam.IRole | undefined =>
    arn !== undefined && isArn(arn) ? iam.Role.fromRoleArn(scope, `${id}${name}`, arn) : undefined;
  const taskRole = role('TaskRole', taskRoleArn);
  const executionRole = role('ExecutionRole', executionRoleArn);
  return {
    ...(family !== undefined && { family }),
    ...(taskRole && { taskRole }),
    ...(executionRole && { executionRole }),
    // without it CDK demands a limit for each container
    ...(memory !== undefined && compatibility !== ecs.Compatibility.FARGATE && { memoryMiB: String(memory) }),
  };
}

function isArn(text: string): boolean {
  return text.startsWith('arn:') || Token.isUnresolved(text);
}

/** Props of a container, before its ports are added. */
export type ContainerProps = Omit<ecs.ContainerDefinitionOptions, 'portMappings'>;

/** Fields that {@link containerProps} passes to the class of CDK. */
const BY_PROPS = [
  ...(['name', 'image', 'essential', 'memory', 'memoryReservation', 'environment', 'dockerLabels'] as const),
  ...(['mountPoints', 'volumesFrom', 'portMappings'] as const),
] as const;

export function containerProps(
  container: ContainerInput,
  { images = {} }: FromTaskOptions,
  entry: Entry,
): ContainerProps {
  const { name, image, environment = [] } = container;
  const given = Object.hasOwn(images, name) ? images[name] : undefined;
  if (given === undefined && (image as string | undefined) === undefined) {
    throw new ModelError(
      'image-unknown',
      `the image of container ${quoted(name)} is not known`,
      `pass it: { images: { ${quoted(name)}: ecs.ContainerImage.fromRegistry('nginx') } }`,
      entry,
    );
  }
  return {
    containerName: name,
    image: given ?? ecs.ContainerImage.fromRegistry(image),
    essential: container.essential ?? true,
    environment: Object.fromEntries(environment.map((one) => [one.name, one.value])),
    ...(container.memory !== undefined && { memoryLimitMiB: container.memory }),
    ...(container.memoryReservation !== undefined && { memoryReservationMiB: container.memoryReservation }),
    ...(container.dockerLabels && { dockerLabels: { ...container.dockerLabels } }),
  };
}

/** A container of this library, which takes ports of its mode. */
type Portable = ecs.ContainerDefinition & { readonly addPort?: (mapping: never) => unknown };

/** Adds to a container what CDK has methods for; other fields are written as overrides. */
export function completeContainer(made: Portable, container: ContainerInput, index: number, mode: NetworkMode): void {
  const { mountPoints = [], volumesFrom = [], portMappings = [] } = container;
  made.addMountPoints(...mountPoints.map(({ readOnly = false, ...mount }) => ({ ...mount, readOnly })));
  made.addVolumesFrom(...volumesFrom.map(({ readOnly = false, ...from }) => ({ ...from, readOnly })));
  const allDeclared = portMappings.every((mapping) => declared(made, mapping, mode));
  const rest = without(container, ...BY_PROPS);
  const written = allDeclared ? rest : { ...rest, portMappings };
  for (const [name, value] of Object.entries(cloudFormationContainer(written))) {
    resourceOf(made.taskDefinition).addPropertyOverride(`ContainerDefinitions.${index}.${name}`, value);
  }
}

/** Declares a mapping as a port; false when it cannot be one, and is written as it is for the rules to judge. */
function declared(container: Portable, input: PortMappingInput, mode: NetworkMode): boolean {
  try {
    const mapping = portMappingOf(mode, input);
    if (mapping === undefined || container.addPort === undefined) return false;
    container.addPort(mapping as never);
    return true;
  } catch (error) {
    if (ModelError.isModelError(error)) return false;
    throw error;
  }
}

/** Fields that are passed to the class of CDK, or do not belong to the task itself. */
const OF_TASK_BY_PROPS = [
  'family',
  'networkMode',
  'containerDefinitions',
  'tags',
  'taskRoleArn',
  'executionRoleArn',
] as const;

/** Writes fields of a task that CDK has no props for as overrides. */
export function completeTask(made: ecs.TaskDefinition, { input, dropped }: KnownInput): void {
  const resource = resourceOf(made);
  const roles = {
    ...(input.taskRoleArn !== undefined && !isArn(input.taskRoleArn) && { taskRoleArn: input.taskRoleArn }),
    ...(input.executionRoleArn !== undefined &&
      !isArn(input.executionRoleArn) && { executionRoleArn: input.executionRoleArn }),
  };
  const written = cloudFormationTask({ ...without(input, ...OF_TASK_BY_PROPS), ...roles });
  for (const [name, value] of Object.entries(written)) resource.addPropertyOverride(name, value);
  // removes defaults of CDK that are not in the definition
  for (const size of ['Cpu', 'Memory']) if (written[size] === undefined) resource.addPropertyDeletionOverride(size);
  for (const { key, value } of input.tags ?? []) resource.tags.setTag(key, value);
  for (const one of dropped) {
    Annotations.of(made).addWarningV2(acknowledgementId('task-field-dropped'), droppedText(one));
  }
}

function resourceOf(task: ecs.TaskDefinition): ecs.CfnTaskDefinition {
  return task.node.defaultChild as ecs.CfnTaskDefinition;
}
