import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { DEFAULT } from '../../core/ecs/network-mode';
import { cdkScope } from '../tree/cdk-root';
import { NatContainer, type WindowsContainerProps } from './nat-container';
import { type TaskSizeOptions } from './task-options';
import { type WindowsOptions } from './windows-task';
import { type RunnableTaskDefinition } from './existing-task-definition';
import { TaskKind } from './task-kind';

/** Props of ExternalWindowsTaskDefinition. */
export interface ExternalWindowsTaskDefinitionProps
  extends
    Omit<ecs.ExternalTaskDefinitionProps, 'networkMode' | 'proxyConfiguration' | 'enableFaultInjection'>,
    TaskSizeOptions,
    WindowsOptions {}

const KIND = new TaskKind<NatContainer, WindowsContainerProps>({
  mode: DEFAULT,
  compatibility: ecs.Compatibility.EXTERNAL,
  container: NatContainer,
  onWindows: true,
});

/**
 * A task behind the NAT network of a Windows machine of your own: the default mode, the only one there is.
 *
 * CDK's class refuses this mode, so it is built as bridge and written without a network mode.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export class ExternalWindowsTaskDefinition extends ecs.ExternalTaskDefinition {
  /**
   * A task definition of this kind that is registered already, to run it and to tell what its mode can do.
   * @param taskDefinitionArn its ARN, with or without the revision
   */
  static fromExternalWindowsTaskDefinitionArn(
    scope: Construct,
    id: string,
    taskDefinitionArn: string,
  ): RunnableTaskDefinition {
    return KIND.existing(scope, id, taskDefinitionArn);
  }

  /** What the mode is and what it cannot do. */
  readonly mode = DEFAULT;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: ExternalWindowsTaskDefinitionProps = {}) {
    super(cdkScope(scope, ExternalWindowsTaskDefinition), id, {
      ...KIND.props(props),
      networkMode: ecs.NetworkMode.BRIDGE,
    });
    (this.node.defaultChild as ecs.CfnTaskDefinition).addPropertyDeletionOverride('NetworkMode');
    KIND.complete(this, props, ExternalWindowsTaskDefinition);
  }

  /** Adds a container; give it ports with `addPort`. */
  override addContainer(id: string, props: WindowsContainerProps): NatContainer {
    return KIND.container(this, id, props);
  }
}
