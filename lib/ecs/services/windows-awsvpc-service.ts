import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { AWSVPC } from '../../core/ecs/network-mode';
import { type WindowsAwsvpcTaskDefinition } from '../tasks/windows-awsvpc-task-definition';
import { WiredEc2Service, type WiredEc2ServiceProps } from './wired-ec2-service';

/** Props of WindowsAwsvpcService. */
export interface WindowsAwsvpcServiceProps
  extends
    Omit<WiredEc2ServiceProps, 'serviceConnectConfiguration'>,
    Pick<ecs.Ec2ServiceProps, 'vpcSubnets' | 'securityGroups'> {
  /** The task definition of its tasks. */
  readonly taskDefinition: WindowsAwsvpcTaskDefinition;
}

/**
 * Keeps copies of a task with network interfaces of their own running on Windows instances.
 *
 * Its traffic passes the tasks' own security group. There is no Service Connect on Windows.
 */
export class WindowsAwsvpcService extends WiredEc2Service {
  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: WindowsAwsvpcServiceProps) {
    super(scope, id, props, AWSVPC);
  }
}
