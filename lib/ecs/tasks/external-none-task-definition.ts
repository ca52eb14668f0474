import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { NONE } from '../../core/ecs/network-mode';
import { NoneContainer, type NoneContainerProps } from './none-container';
import { cdkScope } from '../tree/cdk-root';
import { type TaskSizeOptions } from './task-options';
import { type RunnableTaskDefinition } from './existing-task-definition';
import { TaskKind } from './task-kind';

/** Props of ExternalNoneTaskDefinition. */
export interface ExternalNoneTaskDefinitionProps
  extends
    Omit<ecs.ExternalTaskDefinitionProps, 'networkMode' | 'proxyConfiguration' | 'enableFaultInjection'>,
    TaskSizeOptions {}

const KIND = new TaskKind<NoneContainer, NoneContainerProps>({
  mode: NONE,
  compatibility: ecs.Compatibility.EXTERNAL,
  container: NoneContainer,
});

/**
 * A task without a network on a machine of your own.
 *
 * Each container has a loopback interface and nothing else.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export class ExternalNoneTaskDefinition extends ecs.ExternalTaskDefinition {
  /**
   * A task definition of this kind that is registered already, to run it and to tell what its mode can do.
   * @param taskDefinitionArn its ARN, with or without the revision
   */
  static fromExternalNoneTaskDefinitionArn(
    scope: Construct,
    id: string,
    taskDefinitionArn: string,
  ): RunnableTaskDefinition {
    return KIND.existing(scope, id, taskDefinitionArn);
  }

  /** What the mode is and what it cannot do. */
  readonly mode = NONE;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: ExternalNoneTaskDefinitionProps = {}) {
    super(cdkScope(scope, ExternalNoneTaskDefinition), id, KIND.props(props));
    KIND.complete(this, props, ExternalNoneTaskDefinition);
  }

  /** Adds a container. It has no `addPort`: there is nothing a port could be mapped to. */
  override addContainer(id: string, props: NoneContainerProps): NoneContainer {
    return KIND.container(this, id, props);
  }
}
