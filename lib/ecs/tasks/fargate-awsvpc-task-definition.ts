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

export interface FargateAwsvpcTaskDefinitionProps extends ecs.FargateTaskDefinitionProps, ExecuteCommandOption {}

/**
 * A task on Fargate: a network interface, an address and security groups of its own, and no instance to share.
 *
 * Images, secrets and logs go through the task's own interface, so its security group and subnets decide whether it starts.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
 */
export class FargateAwsvpcTaskDefinition extends ecs.FargateTaskDefinition {
  /**
   * A task definition of this kind that is registered already, to run it and to tell what its mode can do.
   * @param taskDefinitionArn its ARN, with or without the revision
   */
  static fromFargateAwsvpcTaskDefinitionArn(
    scope: Construct,
    id: string,
    taskDefinitionArn: string,
  ): RunnableTaskDefinition {
    return existingTaskDefinition(scope, id, taskDefinitionArn, AWSVPC, ecs.Compatibility.FARGATE);
  }

  /** What the mode is and what it cannot do. */
  readonly mode = AWSVPC;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, { enableExecuteCommand, ...props }: FargateAwsvpcTaskDefinitionProps = {}) {
    super(cdkScope(scope, FargateAwsvpcTaskDefinition), id, props);
    if (enableExecuteCommand) allowExecuteCommand(this, this.mode, constructorOf(FargateAwsvpcTaskDefinition));
    Synthesis.of(this);
  }

  /** Adds a container; give it ports with `addPort`. */
  override addContainer(id: string, props: AwsvpcContainerProps): AwsvpcContainer {
    return prepareForExecuteCommand(new AwsvpcContainer(this, id, { taskDefinition: this, ...props }));
  }
}
