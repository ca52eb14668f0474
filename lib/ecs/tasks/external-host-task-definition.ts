import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { HOST } from '../../core/ecs/network-mode';
import { HostContainer, type HostContainerProps } from './host-container';
import { cdkScope } from '../tree/cdk-root';
import { constructorOf } from '../tree/entry';
import { allowExecuteCommand, prepareForExecuteCommand } from './execute-command';
import { Synthesis } from '../tree/synthesis';
import { type ExecuteCommandOption, type TaskSizeOptions } from './task-options';
import { existingTaskDefinition, type RunnableTaskDefinition } from './existing-task-definition';

export interface ExternalHostTaskDefinitionProps
  extends
    Omit<ecs.ExternalTaskDefinitionProps, 'networkMode' | 'proxyConfiguration'>,
    TaskSizeOptions,
    ExecuteCommandOption {}

/**
 * A task on the network stack of a machine of your own.
 *
 * There is no load balancer and no service discovery for it: peers dial the machine.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export class ExternalHostTaskDefinition extends ecs.ExternalTaskDefinition {
  /**
   * A task definition of this kind that is registered already, to run it and to tell what its mode can do.
   * @param taskDefinitionArn its ARN, with or without the revision
   */
  static fromExternalHostTaskDefinitionArn(
    scope: Construct,
    id: string,
    taskDefinitionArn: string,
  ): RunnableTaskDefinition {
    return existingTaskDefinition(scope, id, taskDefinitionArn, HOST, ecs.Compatibility.EXTERNAL);
  }

  /** What the mode is and what it cannot do. */
  readonly mode = HOST;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, { enableExecuteCommand, ...props }: ExternalHostTaskDefinitionProps = {}) {
    super(cdkScope(scope, ExternalHostTaskDefinition), id, { ...props, networkMode: ecs.NetworkMode.HOST });
    if (enableExecuteCommand) allowExecuteCommand(this, this.mode, constructorOf(ExternalHostTaskDefinition));
    Synthesis.of(this);
  }

  /** Adds a container; give it ports with `addPort`. */
  override addContainer(id: string, props: HostContainerProps): HostContainer {
    return prepareForExecuteCommand(new HostContainer(this, id, { taskDefinition: this, ...props }));
  }
}
