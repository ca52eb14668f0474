import { type TaskDefinition } from '../../core/ecs/task';
import {
  type ContainerInput,
  type Kind,
  type ObjectKind,
  TASK,
  type TaskInput,
  type VolumeInput,
} from '../../core/ecs/task-input';
import { CONTAINER, type DroppedField, writableInput } from '../../core/reading/known-input';
import { snakeCased } from '../text/pointer';

/** What a task can be written as. */
export type TaskForm = 'task-definition' | 'cloudformation' | 'terraform';

/** A task that was written. */
export interface WrittenTask {
  /** JSON. */
  readonly text: string;
  /** What was not known where the task was read, and so is not in it. */
  readonly dropped: readonly DroppedField[];
}

/**
 * Writes a task: as the JSON that `aws ecs register-task-definition --cli-input-json` takes, as a CloudFormation template or
 * as a Terraform configuration with the one resource.
 * @throws ModelError wrong-type, value-not-known
 */
export function writeTask(task: TaskDefinition, form: TaskForm): WrittenTask {
  const { input, dropped } = writableInput(task, writeTask);
  return { text: JSON.stringify(FORMS[form](input), undefined, 2), dropped };
}

const FORMS: Readonly<Record<TaskForm, (input: TaskInput) => object>> = {
  'task-definition': (input) => input,
  cloudformation: (input) => ({
    Resources: { Task: { Type: 'AWS::ECS::TaskDefinition', Properties: cloudFormationTask(input) } },
  }),
  terraform: (input) => ({
    resource: { aws_ecs_task_definition: { task: { family: 'task', ...terraformTask(input) } } },
  }),
};

type Json = Readonly<Record<string, unknown>>;

/** The properties of a task definition in CloudFormation. */
export function cloudFormationTask(input: Partial<TaskInput>): Json {
  return inCloudFormation(input, TASK) as Json;
}

/** Fields of a container in CloudFormation. */
export function cloudFormationContainer(container: Partial<ContainerInput>): Json {
  return inCloudFormation(container, CONTAINER) as Json;
}

function cloudFormationField(
  name: string,
  value: unknown,
  { fields, inCloudFormation: names = {} }: ObjectKind,
): readonly [string, unknown] {
  return [names[name] ?? capitalized(name), inCloudFormation(value, fields[name] ?? 'text')];
}

function inCloudFormation(value: unknown, kind: Kind): unknown {
  if (typeof kind === 'string' || value === undefined) return kind === 'amount' ? String(value) : value;
  if ('list' in kind) return (value as readonly unknown[]).map((item) => inCloudFormation(item, kind.list));
  if (!('fields' in kind)) return value;
  return Object.fromEntries(
    Object.entries(value as Json).map(([name, inner]) => cloudFormationField(name, inner, kind)),
  );
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/**
 * The arguments of `aws_ecs_task_definition`; its containers are a text in it.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_task_definition
 */
export function terraformTask(input: TaskInput): Json {
  const { containerDefinitions, volumes, proxyConfiguration: proxy, tags, cpu, memory, ...rest } = input;
  return filled({
    ...(snake(rest) as Json),
    cpu: cpu === undefined ? undefined : String(cpu),
    memory: memory === undefined ? undefined : String(memory),
    volume: volumes?.map(terraformVolume),
    proxy_configuration: proxy && {
      ...(snake({ type: proxy.type, containerName: proxy.containerName }) as Json),
      properties: proxy.properties && Object.fromEntries(proxy.properties.map(({ name, value }) => [name, value])),
    },
    ephemeral_storage: rest.ephemeralStorage && { size_in_gib: rest.ephemeralStorage.sizeInGiB },
    tags: tags && Object.fromEntries(tags.map(({ key, value }) => [key, value])),
    container_definitions: terraformContainers(containerDefinitions),
  });
}

/** Containers as the text that the provider takes, in the words of the ECS API. */
export function terraformContainers(containers: readonly ContainerInput[]): string {
  return JSON.stringify(containers);
}

function terraformVolume({ host, configuredAtLaunch, dockerVolumeConfiguration: docker, ...rest }: VolumeInput): Json {
  return filled({
    ...(snake(rest) as Json),
    host_path: host?.sourcePath,
    configure_at_launch: configuredAtLaunch,
    docker_volume_configuration: docker && {
      ...(snake({ scope: docker.scope, autoprovision: docker.autoprovision, driver: docker.driver }) as Json),
      driver_opts: docker.driverOpts,
      labels: docker.labels,
    },
  });
}

/** Blocks of the provider are called as fields of the API in snake case. */
function snake(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snake);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [snakeCased(name), snake(inner)]));
}

function filled(values: Json): Json {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
