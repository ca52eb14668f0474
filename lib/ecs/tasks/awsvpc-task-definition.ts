import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { AWSVPC } from '../../core/ecs/network-mode';
import { AwsvpcContainer, type AwsvpcContainerProps } from './awsvpc-container';
import { cdkScope } from '../tree/cdk-root';
import { allowExecuteCommand, prepareForExecuteCommand } from './execute-command';
import { Synthesis } from '../tree/synthesis';
import { type ExecuteCommandOption, type TaskSizeOptions } from './task-options';
import { constructorOf } from '../tree/entry';
import { existingTaskDefinition, type RunnableTaskDefinition } from './existing-task-definition';

export interface AwsvpcTaskDefinitionProps
  extends Omit<ecs.Ec2TaskDefinitionProps, 'networkMode'>, TaskSizeOptions, ExecuteCommandOption {}

/**
 * A task on EC2 with a network interface, an address and security groups of its own.
 *
 * Each task takes a network interface of its instance, so the instance type limits how many fit. On EC2 the interface never
 * gets a public address.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
 */
export class AwsvpcTaskDefinition extends ecs.Ec2TaskDefinition {
  /**
   * A task definition of this kind that is registered already, to run it and to tell what its mode can do.
   * @param taskDefinitionArn its ARN, with or without the revision
   */
  static fromAwsvpcTaskDefinitionArn(scope: Construct, id: string, taskDefinitionArn: string): RunnableTaskDefinition {
    return existingTaskDefinition(scope, id, taskDefinitionArn, AWSVPC, ecs.Compatibility.EC2);
  }

  /** What the mode is and what it cannot do. */
  readonly mode = AWSVPC;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, { enableExecuteCommand, ...props }: AwsvpcTaskDefinitionProps = {}) {
    super(cdkScope(scope, AwsvpcTaskDefinition), id, { ...props, networkMode: ecs.NetworkMode.AWS_VPC });
    if (enableExecuteCommand) allowExecuteCommand(this, this.mode, constructorOf(AwsvpcTaskDefinition));
    Synthesis.of(this);
  }

  /** Adds a container; give it ports with `addPort`. AWS_REGION is set as the CDK class does. */
  override addContainer(id: string, props: AwsvpcContainerProps): AwsvpcContainer {
    return prepareForExecuteCommand(
      new AwsvpcContainer(this, id, {
        taskDefinition: this,
        ...props,
        environment: { ...props.environment, AWS_REGION: Stack.of(this).region },
      }),
    );
  }
}
