import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { AWSVPC } from '../../core/ecs/network-mode';
import { AwsvpcContainer, type AwsvpcContainerProps } from './awsvpc-container';
import { cdkScope } from '../tree/cdk-root';
import { type ExecuteCommandOption } from './task-options';
import { type RunnableTaskDefinition } from './existing-task-definition';
import { TaskKind } from './task-kind';

/** Props of ManagedAwsvpcTaskDefinition. */
export interface ManagedAwsvpcTaskDefinitionProps
  extends
    Omit<
      ecs.TaskDefinitionProps,
      | 'compatibility'
      | 'networkMode'
      | 'proxyConfiguration'
      | 'ipcMode'
      | 'inferenceAccelerators'
      | 'ephemeralStorageGiB'
    >,
    ExecuteCommandOption {}

const KIND = new TaskKind<AwsvpcContainer, AwsvpcContainerProps>({
  mode: AWSVPC,
  compatibility: ecs.Compatibility.MANAGED_INSTANCES,
  container: AwsvpcContainer,
  canBeEntered: true,
});

/**
 * A task on instances that ECS manages, with a network interface of its own.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ManagedInstances.html
 */
export class ManagedAwsvpcTaskDefinition extends ecs.TaskDefinition {
  /**
   * A task definition of this kind that is registered already, to run it and to tell what its mode can do.
   * @param taskDefinitionArn its ARN, with or without the revision
   */
  static fromManagedAwsvpcTaskDefinitionArn(
    scope: Construct,
    id: string,
    taskDefinitionArn: string,
  ): RunnableTaskDefinition {
    return KIND.existing(scope, id, taskDefinitionArn);
  }

  /** What the mode is and what it cannot do. */
  readonly mode = AWSVPC;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: ManagedAwsvpcTaskDefinitionProps = {}) {
    super(cdkScope(scope, ManagedAwsvpcTaskDefinition), id, {
      ...KIND.props(props),
      compatibility: ecs.Compatibility.MANAGED_INSTANCES,
    });
    KIND.complete(this, props, ManagedAwsvpcTaskDefinition);
  }

  /** Adds a container; give it ports with `addPort`. */
  override addContainer(id: string, props: AwsvpcContainerProps): AwsvpcContainer {
    return KIND.container(this, id, props);
  }
}
