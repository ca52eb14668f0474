import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { BRIDGE } from '../../core/ecs/network-mode';
import { BridgeContainer, type BridgeContainerProps } from './bridge-container';
import { cdkScope } from '../tree/cdk-root';
import { allowExecuteCommand, prepareForExecuteCommand } from './execute-command';
import { Synthesis } from '../tree/synthesis';
import { type ExecuteCommandOption, type TaskSizeOptions } from './task-options';
import { constructorOf } from '../tree/entry';
import { existingTaskDefinition, type RunnableTaskDefinition } from './existing-task-definition';

export interface BridgeTaskDefinitionProps
  extends
    Omit<ecs.Ec2TaskDefinitionProps, 'networkMode' | 'proxyConfiguration' | 'enableFaultInjection'>,
    TaskSizeOptions,
    ExecuteCommandOption {}

/**
 * A task on EC2 behind Docker's default bridge of its instance.
 *
 * Container ports appear on the instance under numbers that are chosen: by you (one copy of the task per instance) or by the
 * agent (many copies). Containers of the task do not share localhost.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-networkmode-bridge.html
 */
export class BridgeTaskDefinition extends ecs.Ec2TaskDefinition {
  /**
   * A task definition of this kind that is registered already, to run it and to tell what its mode can do.
   * @param taskDefinitionArn its ARN, with or without the revision
   */
  static fromBridgeTaskDefinitionArn(scope: Construct, id: string, taskDefinitionArn: string): RunnableTaskDefinition {
    return existingTaskDefinition(scope, id, taskDefinitionArn, BRIDGE, ecs.Compatibility.EC2);
  }

  /** What the mode is and what it cannot do. */
  readonly mode = BRIDGE;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, { enableExecuteCommand, ...props }: BridgeTaskDefinitionProps = {}) {
    super(cdkScope(scope, BridgeTaskDefinition), id, { ...props, networkMode: ecs.NetworkMode.BRIDGE });
    if (enableExecuteCommand) allowExecuteCommand(this, this.mode, constructorOf(BridgeTaskDefinition));
    Synthesis.of(this);
  }

  /** Adds a container; give it ports with `addPort`. */
  override addContainer(id: string, props: BridgeContainerProps): BridgeContainer {
    return prepareForExecuteCommand(new BridgeContainer(this, id, { taskDefinition: this, ...props }));
  }
}
