import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { NONE } from '../../core/ecs/network-mode';
import { cdkScope } from '../tree/cdk-root';
import { NoneContainer, type NoneContainerProps } from './none-container';
import { type TaskSizeOptions } from './task-options';
import { type RunnableTaskDefinition } from './existing-task-definition';
import { TaskKind } from './task-kind';

/** Props of NoneTaskDefinition. */
export interface NoneTaskDefinitionProps
  extends
    Omit<ecs.Ec2TaskDefinitionProps, 'networkMode' | 'proxyConfiguration' | 'enableFaultInjection'>,
    TaskSizeOptions {}

const KIND = new TaskKind<NoneContainer, NoneContainerProps>({
  mode: NONE,
  compatibility: ecs.Compatibility.EC2,
  container: NoneContainer,
});

/**
 * A task on EC2 without a network: each container has a loopback interface and nothing else.
 *
 * Nobody reaches it and it reaches nobody: no ports, no load balancer, no ECS Exec, no task role at run time. Image pull,
 * log drivers and secrets work, because the instance does them.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
 */
export class NoneTaskDefinition extends ecs.Ec2TaskDefinition {
  /**
   * A task definition of this kind that is registered already, to run it and to tell what its mode can do.
   * @param taskDefinitionArn its ARN, with or without the revision
   */
  static fromNoneTaskDefinitionArn(scope: Construct, id: string, taskDefinitionArn: string): RunnableTaskDefinition {
    return KIND.existing(scope, id, taskDefinitionArn);
  }

  /** What the mode is and what it cannot do. */
  readonly mode = NONE;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: NoneTaskDefinitionProps = {}) {
    super(cdkScope(scope, NoneTaskDefinition), id, KIND.props(props));
    KIND.complete(this, props, NoneTaskDefinition);
  }

  /** Adds a container. It has no `addPort`: there is nothing a port could be mapped to. */
  override addContainer(id: string, props: NoneContainerProps): NoneContainer {
    return KIND.container(this, id, props);
  }
}
