import { type Construct } from 'constructs';
import { BRIDGE } from '../../core/ecs/network-mode';
import { type BridgeTaskDefinition } from '../tasks/bridge-task-definition';
import { connect, type ConnectProps } from '../wiring/connect';
import { method } from '../../constructs/entry';
import { WiredEc2Service, type WiredEc2ServiceProps } from './wired-ec2-service';

/** Props of BridgeService. */
export interface BridgeServiceProps extends WiredEc2ServiceProps {
  /** The task definition of its tasks. */
  readonly taskDefinition: BridgeTaskDefinition;
}

/**
 * Keeps copies of a task behind the instances' bridges running.
 *
 * Its traffic passes the instances' security groups: the fixed host port is opened there, or the range of dynamic ones.
 */
export class BridgeService extends WiredEc2Service {
  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: BridgeServiceProps) {
    super(scope, id, props, BRIDGE);
  }

  /**
   * Makes the service a member of a Service Connect namespace: the ports that it offers there, and the services that it calls.
   * @throws ModelError port-not-connectable, port-of-another-task, port-range-as-target, connect-circle
   */
  connect(props: ConnectProps = {}): void {
    connect(this._body.wiring, props, method(this, 'connect'));
  }
}
