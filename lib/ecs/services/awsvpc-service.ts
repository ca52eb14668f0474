import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { AWSVPC } from '../../core/ecs/network-mode';
import { type AwsvpcTaskDefinition } from '../tasks/awsvpc-task-definition';
import { connect, type ConnectProps } from '../wiring/connect';
import { method } from '../../constructs/entry';
import { WiredEc2Service, type WiredEc2ServiceProps } from './wired-ec2-service';

/** Props of AwsvpcService. */
export interface AwsvpcServiceProps
  extends WiredEc2ServiceProps, Pick<ecs.Ec2ServiceProps, 'vpcSubnets' | 'securityGroups'> {
  /** The task definition of its tasks. */
  readonly taskDefinition: AwsvpcTaskDefinition;
}

/**
 * Keeps copies of a task with network interfaces of their own running.
 *
 * Its traffic passes the tasks' own security group.
 */
export class AwsvpcService extends WiredEc2Service {
  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: AwsvpcServiceProps) {
    super(scope, id, props, AWSVPC);
  }

  /**
   * Makes the service a member of a Service Connect namespace: the ports that it offers there, and the services that it calls.
   * @throws ModelError port-not-connectable, port-of-another-task, port-range-as-target, connect-circle
   */
  connect(props: ConnectProps = {}): void {
    connect(this._body.wiring, props, method(this, 'connect'));
  }
}
