import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { AWSVPC } from '../../core/ecs/network-mode';
import { AwsvpcContainer, type AwsvpcContainerProps } from './awsvpc-container';
import { cdkScope } from '../tree/cdk-root';
import { constructorOf } from '../tree/entry';
import { allowExecuteCommand, prepareForExecuteCommand } from './execute-command';
import { Synthesis } from '../tree/synthesis';
import { type ExecuteCommandOption } from './task-options';
import { existingTaskDefinition, type RunnableTaskDefinition } from './existing-task-definition';

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
    return existingTaskDefinition(scope, id, taskDefinitionArn, AWSVPC, ecs.Compatibility.MANAGED_INSTANCES);
  }

  /** What the mode is and what it cannot do. */
  readonly mode = AWSVPC;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, { enableExecuteCommand, ...props }: ManagedAwsvpcTaskDefinitionProps = {}) {
    super(cdkScope(scope, ManagedAwsvpcTaskDefinition), id, {
      ...props,
      compatibility: ecs.Compatibility.MANAGED_INSTANCES,
      networkMode: ecs.NetworkMode.AWS_VPC,
    });
    if (enableExecuteCommand) allowExecuteCommand(this, this.mode, constructorOf(ManagedAwsvpcTaskDefinition));
    Synthesis.of(this);
  }

  /** Adds a container; give it ports with `addPort`. */
  override addContainer(id: string, props: AwsvpcContainerProps): AwsvpcContainer {
    return prepareForExecuteCommand(new AwsvpcContainer(this, id, { taskDefinition: this, ...props }));
  }
}
