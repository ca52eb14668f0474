import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { HOST } from '../../core/ecs/network-mode';
import { type TaskDefinition as Task } from '../../core/ecs/task';
import { HostContainer, type HostContainerProps } from './host-container';
import { cdkScope } from '../tree/cdk-root';
import { type ExecuteCommandOption, type TaskSizeOptions } from './task-options';
import { type RunnableTaskDefinition } from './existing-task-definition';
import { type FromTaskOptions } from './from-task';
import { TaskKind } from './task-kind';

/** Props of ExternalHostTaskDefinition. */
export interface ExternalHostTaskDefinitionProps
  extends
    Omit<ecs.ExternalTaskDefinitionProps, 'networkMode' | 'proxyConfiguration'>,
    TaskSizeOptions,
    ExecuteCommandOption {}

const KIND = new TaskKind<HostContainer, HostContainerProps>({
  mode: HOST,
  compatibility: ecs.Compatibility.EXTERNAL,
  container: HostContainer,
  canBeEntered: true,
});

/**
 * A task on the network stack of a machine of your own.
 *
 * There is no load balancer and no service discovery for it: peers dial the machine.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export class ExternalHostTaskDefinition extends ecs.ExternalTaskDefinition {
  /**
   * Imports a registered task definition of this kind, to run it or to ask what its mode supports.
   * @param taskDefinitionArn its ARN, with or without the revision
   */
  static fromExternalHostTaskDefinitionArn(
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
  static fromTask(scope: Construct, id: string, task: Task, options: FromTaskOptions = {}): ExternalHostTaskDefinition {
    return KIND.fromTask(ExternalHostTaskDefinition, scope, id, task, options);
  }

  /** Its network mode. */
  readonly mode = HOST;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: ExternalHostTaskDefinitionProps = {}) {
    super(cdkScope(scope, ExternalHostTaskDefinition), id, KIND.props(props));
    KIND.complete(this, props, ExternalHostTaskDefinition);
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
