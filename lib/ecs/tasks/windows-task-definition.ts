import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { DEFAULT } from '../../core/ecs/network-mode';
import { cdkScope } from '../tree/cdk-root';
import { NatContainer, type WindowsContainerProps } from './nat-container';
import { Synthesis } from '../tree/synthesis';
import { type TaskSizeOptions } from './task-options';
import { runsOnWindows, type WindowsOptions } from './windows-task';
import { existingTaskDefinition, type RunnableTaskDefinition } from './existing-task-definition';

export interface WindowsTaskDefinitionProps
  extends
    Omit<
      ecs.Ec2TaskDefinitionProps,
      'networkMode' | 'proxyConfiguration' | 'enableFaultInjection' | 'ipcMode' | 'pidMode'
    >,
    TaskSizeOptions,
    WindowsOptions {}

/**
 * A task on Windows instances behind Docker's NAT network, which ECS calls the default mode.
 *
 * Ports are mapped as behind a bridge. The instance does not reach them through its own loopback address.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ECS_Windows.html
 */
export class WindowsTaskDefinition extends ecs.Ec2TaskDefinition {
  /**
   * A task definition of this kind that is registered already, to run it and to tell what its mode can do.
   * @param taskDefinitionArn its ARN, with or without the revision
   */
  static fromWindowsTaskDefinitionArn(scope: Construct, id: string, taskDefinitionArn: string): RunnableTaskDefinition {
    return existingTaskDefinition(scope, id, taskDefinitionArn, DEFAULT, ecs.Compatibility.EC2);
  }

  /** What the mode is and what it cannot do. */
  readonly mode = DEFAULT;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, { operatingSystemFamily, ...props }: WindowsTaskDefinitionProps = {}) {
    super(cdkScope(scope, WindowsTaskDefinition), id, { ...props, networkMode: ecs.NetworkMode.NAT });
    runsOnWindows(this, operatingSystemFamily ? { operatingSystemFamily } : {});
    Synthesis.of(this);
  }

  /** Adds a container; give it ports with `addPort`. */
  override addContainer(id: string, props: WindowsContainerProps): NatContainer {
    return new NatContainer(this, id, { taskDefinition: this, ...props });
  }
}
