import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { AWSVPC, BRIDGE, DEFAULT, HOST, type NetworkMode, NONE } from '../../core/ecs/network-mode';
import { type TaskDefinition as Task } from '../../core/ecs/task';
import { assertOfClass, assertOneMode } from '../../core/ecs/task-of-class';
import { writableInput } from '../../core/reading/known-input';
import { ModelError, quoted } from '../../core/values/model-error';
import { cdkScope } from '../tree/cdk-root';
import { constructorOf, type Entry, method } from '../../constructs/entry';
import { assertGiven, has } from '../../constructs/given';
import { without } from '../../constructs/props';
import { Synthesis } from '../tree/synthesis';
import { type RunnableTaskDefinition } from './existing-task-definition';
import { allowExecuteCommand, prepareForExecuteCommand } from './execute-command';
import {
  completeContainer,
  completeTask,
  containerProps,
  type FromTaskOptions,
  propsFrom,
  type TaskTraits,
  traitsOf,
} from './from-task';
import { containersOf } from './port-handle';
import { readTaskOf } from '../tree/task-reading';
import { type ExecuteCommandOption } from './task-options';
import { runsOnWindows, type WindowsOptions } from './windows-task';

/** The value of each network mode in CDK. */
const CDK_MODES: ReadonlyMap<NetworkMode, ecs.NetworkMode> = new Map([
  [NONE, ecs.NetworkMode.NONE],
  [BRIDGE, ecs.NetworkMode.BRIDGE],
  [HOST, ecs.NetworkMode.HOST],
  [AWSVPC, ecs.NetworkMode.AWS_VPC],
  [DEFAULT, ecs.NetworkMode.NAT],
]);

/** @throws ModelError network-mode-without-cdk-name */
export function cdkModeOf(mode: NetworkMode): ecs.NetworkMode {
  const name = CDK_MODES.get(mode);
  if (name !== undefined) return name;
  throw new ModelError(
    'network-mode-without-cdk-name',
    `aws-cdk-lib has no name for network mode ${quoted(mode.name)}`,
    'use one of the modes none, bridge, host, awsvpc and default',
    cdkModeOf,
  );
}

/** Options of this library, which are not passed to the class of CDK. */
type OwnOptions = ExecuteCommandOption & WindowsOptions;

type ContainerClass<C, P> = new (
  scope: Construct,
  id: string,
  props: P & { readonly taskDefinition: ecs.TaskDefinition },
) => C;

/** What sets one class of task definitions apart from the others. */
interface Kind<C, P> extends TaskTraits {
  readonly container: ContainerClass<C, P>;
  /** @default false - containers can be entered by ECS Exec on Linux only, and not without a network */
  readonly canBeEntered?: boolean;
  /** Whether containers get AWS_REGION, as from the class of CDK for the mode. @default false */
  readonly tellsRegion?: boolean;
}

/**
 * The implementation that all task definitions of this library share. Each class names its kind, and delegates to it what the
 * class of CDK for the launch type does not support.
 */
export class TaskKind<C extends ecs.ContainerDefinition, P extends { readonly environment?: Record<string, string> }> {
  constructor(private readonly of: Kind<C, P>) {}

  /** Imports a registered task definition; that it has this mode and launch type is not verified. */
  existing(scope: Construct, id: string, taskDefinitionArn: string): RunnableTaskDefinition {
    const { mode, compatibility } = this.of;
    const attributes = { taskDefinitionArn, compatibility, networkMode: cdkModeOf(mode) };
    return Object.assign(ecs.TaskDefinition.fromTaskDefinitionAttributes(scope, id, attributes), { mode });
  }

  /** The props for the class of CDK. */
  props<Props extends object>(
    props: Props & OwnOptions,
  ): Omit<Props, keyof OwnOptions> & Pick<ecs.TaskDefinitionProps, 'networkMode'> {
    const rest = without(props, 'enableExecuteCommand', 'operatingSystemFamily');
    return { ...rest, networkMode: cdkModeOf(this.of.mode) };
  }

  /** Applies the options of this library after the construct of CDK was created. */
  complete(
    task: ecs.TaskDefinition,
    props: ecs.CommonTaskDefinitionProps & OwnOptions,
    made: abstract new (...args: never[]) => unknown,
  ): void {
    const { mode } = this.of;
    assertOneMode(props, mode, made.name, constructorOf(made), cdkModeOf(mode));
    const { enableExecuteCommand, operatingSystemFamily } = props;
    if (enableExecuteCommand) allowExecuteCommand(task, mode, constructorOf(made));
    if (this.of.onWindows) runsOnWindows(task, operatingSystemFamily ? { operatingSystemFamily } : {});
    Synthesis.of(task);
  }

  /** A task definition of the class of this kind, made from a task. */
  fromTask<T extends ecs.TaskDefinition>(
    Made: (new (scope: Construct, id: string, props: never) => T) & { readonly fromTask: Entry },
    scope: Construct,
    id: string,
    task: Task,
    options: FromTaskOptions,
  ): T {
    const entry = Made.fromTask;
    const known = writableInput(task, entry);
    assertOfClass(task, traitsOf(this.of), Made.name, entry);
    const props = propsFrom(cdkScope(scope, Made, entry), id, known.input, this.of);
    const made = new Made(scope, id, props as never);
    const taken = new Set<string>();
    for (const [index, container] of known.input.containerDefinitions.entries()) {
      // a rule reports two containers of one name
      const own = taken.has(container.name) ? `${container.name}-${index}` : container.name;
      taken.add(own);
      const added = this.container(made, own, containerProps(container, options, entry) as unknown as P);
      completeContainer(added, container, index, this.of.mode);
    }
    completeTask(made, known);
    return made;
  }

  /** A task definition as data. */
  task(task: ecs.TaskDefinition): Task {
    return readTaskOf(task);
  }

  /**
   * The container of a name.
   * @throws ModelError container-missing
   */
  named(task: ecs.TaskDefinition & { containerNamed(name: string): C }, name: string): C {
    const found = containersOf(task).find((one) => one.containerName === name);
    if (found instanceof this.of.container) return found;
    throw new ModelError(
      'container-missing',
      `${quoted(task.node.path)} has no container ${quoted(name)} of this library`,
      `pass the name of one: ${containersOf(task)
        .map(({ containerName }) => quoted(containerName))
        .join(', ')}`,
      method(task, 'containerNamed'),
    );
  }

  /** A container of the kind that the task's mode has. */
  container(task: ecs.TaskDefinition, id: string, props: P): C {
    assertGiven(
      has(props, 'image'),
      `image of container ${quoted(id)}`,
      undefined,
      "pass { image: ecs.ContainerImage.fromRegistry('nginx') }",
      method(task, 'addContainer'),
    );
    const { container: Container, canBeEntered = false, tellsRegion = false } = this.of;
    const region = tellsRegion ? { environment: { ...props.environment, AWS_REGION: Stack.of(task).region } } : {};
    const container = new Container(task, id, { taskDefinition: task, ...props, ...region });
    return canBeEntered ? prepareForExecuteCommand(container) : container;
  }
}
