import { type Construct } from 'constructs';
import { AWSVPC } from '../../core/ecs/network-mode';
import { connect, type ConnectProps } from '../wiring/connect';
import { method } from '../../constructs/entry';
import { type FargateAwsvpcTaskDefinition } from '../tasks/fargate-awsvpc-task-definition';
import { WiredFargateService, type WiredFargateServiceProps } from './wired-fargate-service';

/** Props of FargateAwsvpcService. */
export interface FargateAwsvpcServiceProps extends WiredFargateServiceProps {
  /** The task definition of its tasks. */
  readonly taskDefinition: FargateAwsvpcTaskDefinition;
}

/**
 * Keeps copies of a task on Fargate running.
 *
 * Its traffic passes the tasks' own security group. In a public subnet a task needs `assignPublicIp` to get out at all.
 */
export class FargateAwsvpcService extends WiredFargateService {
  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: FargateAwsvpcServiceProps) {
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
