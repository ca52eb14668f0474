import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { HOST } from '../../core/ecs/network-mode';
import { type TaskDefinition as Task } from '../../core/ecs/task';
import { cdkScope } from '../tree/cdk-root';
import { HostContainer, type HostContainerProps } from './host-container';
import { type ExecuteCommandOption, type TaskSizeOptions } from './task-options';
import { type RunnableTaskDefinition } from './existing-task-definition';
import { type FromTaskOptions } from './from-task';
import { TaskKind } from './task-kind';

/** Props of HostTaskDefinition. */
export interface HostTaskDefinitionProps
  extends
    Omit<ecs.Ec2TaskDefinitionProps, 'networkMode' | 'proxyConfiguration'>,
    TaskSizeOptions,
    ExecuteCommandOption {}

const KIND = new TaskKind<HostContainer, HostContainerProps>({
  mode: HOST,
  compatibility: ecs.Compatibility.EC2,
  container: HostContainer,
  canBeEntered: true,
});

/**
 * A task on EC2 that uses its instance's own network stack.
 *
 * A port of the container is that port of the instance, so a declared port allows one copy of the task per instance. The task
 * can always use the credentials of the instance role.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-networkmode-host.html
 */
export class HostTaskDefinition extends ecs.Ec2TaskDefinition {
  /**
   * Imports a registered task definition of this kind, to run it or to ask what its mode supports.
   * @param taskDefinitionArn its ARN, with or without the revision
   */
  static fromHostTaskDefinitionArn(scope: Construct, id: string, taskDefinitionArn: string): RunnableTaskDefinition {
    return KIND.existing(scope, id, taskDefinitionArn);
  }

  /**
   * The task definition of a task that is written as data, or was read from a file.
   *
   * Its ports are handles, as those of `addPort`. Values that a file leaves unknown are omitted with a warning.
   * @param task from `defineTask`, or from a reader
   * @throws ModelError wrong-type, foreign-root, task-of-another-mode, task-of-another-launch-type, value-not-known, image-unknown
   */
  static fromTask(scope: Construct, id: string, task: Task, options: FromTaskOptions = {}): HostTaskDefinition {
    return KIND.fromTask(HostTaskDefinition, scope, id, task, options);
  }

  /** Its network mode. */
  readonly mode = HOST;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: HostTaskDefinitionProps = {}) {
    super(cdkScope(scope, HostTaskDefinition), id, KIND.props(props));
    KIND.complete(this, props, HostTaskDefinition);
  }

  /** The task as data, as it would be deployed now: for other targets, and for analysis. */
  get task(): Task {
    return KIND.task(this);
  }

  /**
   * The container of a name.
   * @throws ModelError container-missing
   */
  containerNamed(name: string): HostContainer {
    return KIND.named(this, name);
  }

  /** Adds a container; give it ports with `addPort`. */
  override addContainer(id: string, props: HostContainerProps): HostContainer {
    return KIND.container(this, id, props);
  }
}
