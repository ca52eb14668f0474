import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { AWSVPC } from '../../core/ecs/network-mode';
import { connect, type ConnectProps } from '../wiring/connect';
import { method } from '../../constructs/entry';
import { type ManagedAwsvpcTaskDefinition } from '../tasks/managed-awsvpc-task-definition';
import { WiredFargateService, type WiredFargateServiceProps } from './wired-fargate-service';

/** Props of ManagedAwsvpcService. */
export interface ManagedAwsvpcServiceProps extends Omit<
  WiredFargateServiceProps,
  'assignPublicIp' | 'platformVersion'
> {
  /** The task definition of its tasks. */
  readonly taskDefinition: ManagedAwsvpcTaskDefinition;
  /** A ManagedInstancesCapacityProvider of the cluster: without it the service would run on Fargate. */
  readonly capacityProviderStrategies: ecs.CapacityProviderStrategy[];
}

/**
 * Keeps copies of a task with network interfaces of their own running on instances that ECS manages.
 *
 * Its traffic passes the tasks' own security group.
 */
export class ManagedAwsvpcService extends WiredFargateService {
  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: ManagedAwsvpcServiceProps) {
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
