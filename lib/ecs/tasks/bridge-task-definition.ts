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

/** Props of BridgeTaskDefinition. */
export interface BridgeTaskDefinitionProps
  extends
    Omit<ecs.Ec2TaskDefinitionProps, 'networkMode' | 'proxyConfiguration' | 'enableFaultInjection'>,
    TaskSizeOptions,
    ExecuteCommandOption {}

const KIND = new TaskKind<BridgeContainer, BridgeContainerProps>({
  mode: BRIDGE,
  compatibility: ecs.Compatibility.EC2,
  container: BridgeContainer,
  canBeEntered: true,
});

/**
 * A task on EC2 behind Docker's default bridge of its instance.
 *
 * The ports of the instance under which container ports are reached are chosen by you (one copy of the task per instance) or by
 * the agent (many copies). Containers of the task do not share localhost.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-networkmode-bridge.html
 */
export class BridgeTaskDefinition extends ecs.Ec2TaskDefinition {
  /**
   * Imports a registered task definition of this kind, to run it or to ask what its mode supports.
   * @param taskDefinitionArn its ARN, with or without the revision
   */
  static fromBridgeTaskDefinitionArn(scope: Construct, id: string, taskDefinitionArn: string): RunnableTaskDefinition {
    return KIND.existing(scope, id, taskDefinitionArn);
  }

  /**
   * The task definition of a task that is written as data, or was read from a file.
   *
   * Its ports are handles, as those of `addPort`. Values that a file leaves unknown are omitted with a warning.
   * @param task from `defineTask`, or from a reader
   * @throws ModelError wrong-type, foreign-root, task-of-another-mode, task-of-another-launch-type, value-not-known, image-unknown
   */
  static fromTask(scope: Construct, id: string, task: Task, options: FromTaskOptions = {}): BridgeTaskDefinition {
    return KIND.fromTask(BridgeTaskDefinition, scope, id, task, options);
  }

  /** Its network mode. */
  readonly mode = BRIDGE;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: BridgeTaskDefinitionProps = {}) {
    super(cdkScope(scope, BridgeTaskDefinition), id, KIND.props(props));
    KIND.complete(this, props, BridgeTaskDefinition);
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
