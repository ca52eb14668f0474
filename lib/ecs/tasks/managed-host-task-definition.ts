import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { HOST } from '../../core/ecs/network-mode';
import { HostContainer, type HostContainerProps } from './host-container';
import { cdkScope } from '../tree/cdk-root';
import { constructorOf } from '../tree/entry';
import { allowExecuteCommand, prepareForExecuteCommand } from './execute-command';
import { Synthesis } from '../tree/synthesis';
import { type ExecuteCommandOption } from './task-options';
import { existingTaskDefinition, type RunnableTaskDefinition } from './existing-task-definition';

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
    return existingTaskDefinition(scope, id, taskDefinitionArn, HOST, ecs.Compatibility.MANAGED_INSTANCES);
  }

  /** What the mode is and what it cannot do. */
  readonly mode = HOST;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, { enableExecuteCommand, ...props }: ManagedHostTaskDefinitionProps = {}) {
    super(cdkScope(scope, ManagedHostTaskDefinition), id, {
      ...props,
      compatibility: ecs.Compatibility.MANAGED_INSTANCES,
      networkMode: ecs.NetworkMode.HOST,
    });
    if (enableExecuteCommand) allowExecuteCommand(this, this.mode, constructorOf(ManagedHostTaskDefinition));
    Synthesis.of(this);
  }

  /** Adds a container; give it ports with `addPort`. */
  override addContainer(id: string, props: HostContainerProps): HostContainer {
    return prepareForExecuteCommand(new HostContainer(this, id, { taskDefinition: this, ...props }));
  }
}
