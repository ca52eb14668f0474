import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { DEFAULT } from '../../core/ecs/network-mode';
import { type TaskDefinition as Task } from '../../core/ecs/task';
import { cdkScope } from '../tree/cdk-root';
import { NatContainer, type WindowsContainerProps } from './nat-container';
import { type TaskSizeOptions } from './task-options';
import { type WindowsOptions } from './windows-task';
import { type RunnableTaskDefinition } from './existing-task-definition';
import { type FromTaskOptions } from './from-task';
import { TaskKind } from './task-kind';

/** Props of ExternalWindowsTaskDefinition. */
export interface ExternalWindowsTaskDefinitionProps
  extends
    Omit<ecs.ExternalTaskDefinitionProps, 'networkMode' | 'proxyConfiguration' | 'enableFaultInjection'>,
    TaskSizeOptions,
    WindowsOptions {}

const KIND = new TaskKind<NatContainer, WindowsContainerProps>({
  mode: DEFAULT,
  compatibility: ecs.Compatibility.EXTERNAL,
  container: NatContainer,
  onWindows: true,
});

/**
 * A task behind the NAT network of a Windows machine of your own: the default mode, the only one there is.
 *
 * CDK's class refuses this mode, so it is built as bridge and written without a network mode.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export class ExternalWindowsTaskDefinition extends ecs.ExternalTaskDefinition {
  /**
   * Imports a registered task definition of this kind, to run it or to ask what its mode supports.
   * @param taskDefinitionArn its ARN, with or without the revision
   */
  static fromExternalWindowsTaskDefinitionArn(
    scope: Construct,
    id: string,
    taskDefinitionArn: string,
  ): RunnableTaskDefinition {
    return KIND.existing(scope, id, taskDefinitionArn);
  }

  /**
   * The task definition of a task that is written as data, or was read from a file.
   *
   * Its ports are handles, as those of `addPort`. Values that a file leaves unknown are omitted with a warning.
   * @param task from `defineTask`, or from a reader
   * @throws ModelError wrong-type, foreign-root, task-of-another-mode, task-of-another-launch-type, value-not-known, image-unknown
   */
  static fromTask(
    scope: Construct,
    id: string,
    task: Task,
    options: FromTaskOptions = {},
  ): ExternalWindowsTaskDefinition {
    return KIND.fromTask(ExternalWindowsTaskDefinition, scope, id, task, options);
  }

  /** Its network mode. */
  readonly mode = DEFAULT;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: ExternalWindowsTaskDefinitionProps = {}) {
    super(cdkScope(scope, ExternalWindowsTaskDefinition), id, {
      ...KIND.props(props),
      networkMode: ecs.NetworkMode.BRIDGE,
    });
    (this.node.defaultChild as ecs.CfnTaskDefinition).addPropertyDeletionOverride('NetworkMode');
    KIND.complete(this, props, ExternalWindowsTaskDefinition);
  }

  /** The task as data, as it would be deployed now: for other targets, and for analysis. */
  get task(): Task {
    return KIND.task(this);
  }

  /**
   * The container of a name.
   * @throws ModelError container-missing
   */
  containerNamed(name: string): NatContainer {
    return KIND.named(this, name);
  }

  /** Adds a container; give it ports with `addPort`. */
  override addContainer(id: string, props: WindowsContainerProps): NatContainer {
    return KIND.container(this, id, props);
  }
}
