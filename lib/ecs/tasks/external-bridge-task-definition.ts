import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { BRIDGE } from '../../core/ecs/network-mode';
import { type TaskDefinition as Task } from '../../core/ecs/task';
import { BridgeContainer, type BridgeContainerProps } from './bridge-container';
import { cdkScope } from '../tree/cdk-root';
import { type ExecuteCommandOption, type TaskSizeOptions } from './task-options';
import { type RunnableTaskDefinition } from './existing-task-definition';
import { type FromTaskOptions } from './from-task';
import { TaskKind } from './task-kind';

/** Props of ExternalBridgeTaskDefinition. */
export interface ExternalBridgeTaskDefinitionProps
  extends
    Omit<ecs.ExternalTaskDefinitionProps, 'networkMode' | 'proxyConfiguration' | 'enableFaultInjection'>,
    TaskSizeOptions,
    ExecuteCommandOption {}

const KIND = new TaskKind<BridgeContainer, BridgeContainerProps>({
  mode: BRIDGE,
  compatibility: ecs.Compatibility.EXTERNAL,
  container: BridgeContainer,
  canBeEntered: true,
});

/**
 * A task behind Docker's default bridge of a machine of your own.
 *
 * There is no load balancer and no service discovery for it: peers dial the machine.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export class ExternalBridgeTaskDefinition extends ecs.ExternalTaskDefinition {
  /**
   * Imports a registered task definition of this kind, to run it or to ask what its mode supports.
   * @param taskDefinitionArn its ARN, with or without the revision
   */
  static fromExternalBridgeTaskDefinitionArn(
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
  ): ExternalBridgeTaskDefinition {
    return KIND.fromTask(ExternalBridgeTaskDefinition, scope, id, task, options);
  }

  /** Its network mode. */
  readonly mode = BRIDGE;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: ExternalBridgeTaskDefinitionProps = {}) {
    super(cdkScope(scope, ExternalBridgeTaskDefinition), id, KIND.props(props));
    KIND.complete(this, props, ExternalBridgeTaskDefinition);
  }

  /** The task as data, as it would be deployed now: for other targets, and for analysis. */
  get task(): Task {
    return KIND.task(this);
  }

  /**
   * The container of a name.
   * @throws ModelError container-missing
   */
  containerNamed(name: string): BridgeContainer {
    return KIND.named(this, name);
  }

  /** Adds a container; give it ports with `addPort`. */
  override addContainer(id: string, props: BridgeContainerProps): BridgeContainer {
    return KIND.container(this, id, props);
  }
}
