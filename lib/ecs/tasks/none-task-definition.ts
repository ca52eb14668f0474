import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { NONE } from '../../core/ecs/network-mode';
import { type TaskDefinition as Task } from '../../core/ecs/task';
import { cdkScope } from '../tree/cdk-root';
import { NoneContainer, type NoneContainerProps } from './none-container';
import { type TaskSizeOptions } from './task-options';
import { type RunnableTaskDefinition } from './existing-task-definition';
import { type FromTaskOptions } from './from-task';
import { TaskKind } from './task-kind';

/** Props of NoneTaskDefinition. */
export interface NoneTaskDefinitionProps
  extends
    Omit<ecs.Ec2TaskDefinitionProps, 'networkMode' | 'proxyConfiguration' | 'enableFaultInjection'>,
    TaskSizeOptions {}

const KIND = new TaskKind<NoneContainer, NoneContainerProps>({
  mode: NONE,
  compatibility: ecs.Compatibility.EC2,
  container: NoneContainer,
});

/**
 * A task on EC2 without a network: each container has a loopback interface and nothing else.
 *
 * Nobody reaches it and it reaches nobody: no ports, no load balancer, no ECS Exec, no task role at run time. Image pull,
 * log drivers and secrets work, because the instance does them.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
 */
export class NoneTaskDefinition extends ecs.Ec2TaskDefinition {
  /**
   * Imports a registered task definition of this kind, to run it or to ask what its mode supports.
   * @param taskDefinitionArn its ARN, with or without the revision
   */
  static fromNoneTaskDefinitionArn(scope: Construct, id: string, taskDefinitionArn: string): RunnableTaskDefinition {
    return KIND.existing(scope, id, taskDefinitionArn);
  }

  /**
   * The task definition of a task that is written as data, or was read from a file.
   *
   * Its ports are handles, as those of `addPort`. Values that a file leaves unknown are omitted with a warning.
   * @param task from `defineTask`, or from a reader
   * @throws ModelError wrong-type, foreign-root, task-of-another-mode, task-of-another-launch-type, value-not-known, image-unknown
   */
  static fromTask(scope: Construct, id: string, task: Task, options: FromTaskOptions = {}): NoneTaskDefinition {
    return KIND.fromTask(NoneTaskDefinition, scope, id, task, options);
  }

  /** Its network mode. */
  readonly mode = NONE;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: NoneTaskDefinitionProps = {}) {
    super(cdkScope(scope, NoneTaskDefinition), id, KIND.props(props));
    KIND.complete(this, props, NoneTaskDefinition);
  }

  /** The task as data, as it would be deployed now: for other targets, and for analysis. */
  get task(): Task {
    return KIND.task(this);
  }

  /**
   * The container of a name.
   * @throws ModelError container-missing
   */
  containerNamed(name: string): NoneContainer {
    return KIND.named(this, name);
  }

  /** Adds a container. It has no `addPort`: there is nothing a port could be mapped to. */
  override addContainer(id: string, props: NoneContainerProps): NoneContainer {
    return KIND.container(this, id, props);
  }
}
