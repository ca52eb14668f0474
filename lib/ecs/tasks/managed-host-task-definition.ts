import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { HOST } from '../../core/ecs/network-mode';
import { HostContainer, type HostContainerProps } from './host-container';
import { cdkScope } from '../tree/cdk-root';
import { type ExecuteCommandOption } from './task-options';
import { type RunnableTaskDefinition } from './existing-task-definition';
import { TaskKind } from './task-kind';

/** Props of ManagedHostTaskDefinition. */
export interface ManagedHostTaskDefinitionProps
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

const KIND = new TaskKind<HostContainer, HostContainerProps>({
  mode: HOST,
  compatibility: ecs.Compatibility.MANAGED_INSTANCES,
  container: HostContainer,
  canBeEntered: true,
});

/**
 * A task on instances that ECS manages, on the instance's own network stack.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ManagedInstances.html
 */
export class ManagedHostTaskDefinition extends ecs.TaskDefinition {
  /**
   * A task definition of this kind that is registered already, to run it and to tell what its mode can do.
   * @param taskDefinitionArn its ARN, with or without the revision
   */
  static fromManagedHostTaskDefinitionArn(
    scope: Construct,
    id: string,
    taskDefinitionArn: string,
  ): RunnableTaskDefinition {
    return KIND.existing(scope, id, taskDefinitionArn);
  }

  /** What the mode is and what it cannot do. */
  readonly mode = HOST;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: ManagedHostTaskDefinitionProps = {}) {
    super(cdkScope(scope, ManagedHostTaskDefinition), id, {
      ...KIND.props(props),
      compatibility: ecs.Compatibility.MANAGED_INSTANCES,
    });
    KIND.complete(this, props, ManagedHostTaskDefinition);
  }

  /** Adds a container; give it ports with `addPort`. */
  override addContainer(id: string, props: HostContainerProps): HostContainer {
    return KIND.container(this, id, props);
  }
}
