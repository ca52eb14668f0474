import { type Construct } from 'constructs';
import { BRIDGE } from '../../core/ecs/network-mode';
import { type BridgeTaskDefinition } from '../tasks/bridge-task-definition';
import { type ApplicationListener } from '../network/load-balancer';
import { type PortHandle } from '../tasks/port-handle';
import { type AwsResource } from '../tree/aws-resource';
import { type Ec2ServiceProps, onInstances } from './launch';
import { Service, type Client, type DiscoverProps, type ListenProps, type ConnectProps } from './service';

/** Props of BridgeService. */
export interface BridgeServiceProps extends Ec2ServiceProps {
  /** What each task is made from. */
  readonly taskDefinition: BridgeTaskDefinition;
}

/**
 * Keeps copies of a task behind the instances' bridges running.
 *
 * Its traffic passes the instances' security groups: the fixed host port is opened there, or the range of dynamic ones.
 */
export class BridgeService extends Service {
  /** @throws ModelError foreign-root, stack-missing, wrong-type, task-of-another-mode */
  constructor(scope: Construct, id: string, props: BridgeServiceProps) {
    super(scope, id, props, () => ({ mode: BRIDGE, groups: [], given: onInstances(props) }));
  }

  /**
   * Puts a port behind a load balancer's listener: target group, health check and security group rules follow from how the
   * port was declared.
   * @throws ModelError port-of-another-task, port-range-as-target, listener-without-udp, listener-default-taken
   */
  listen(listener: ApplicationListener, port: PortHandle, props: ListenProps = {}): AwsResource {
    return this._listen(listener, port, props);
  }

  /**
   * Registers a port in service discovery (AWS Cloud Map).
   * @throws ModelError port-of-another-task, port-range-as-target, discovered-twice, record-not-in-mode
   */
  discover(port: PortHandle, props: DiscoverProps): AwsResource {
    return this._discover(port, props);
  }

  /**
   * Lets a client in on a port of this service, on the security group that carries its traffic.
   * @throws ModelError port-of-another-task
   */
  allowFrom(client: Client, port: PortHandle): void {
    this._allowFrom(client, port);
  }

  /**
   * Lets this service into a port of another.
   * @throws ModelError port-of-another-task
   */
  allowTo(server: Service, port: PortHandle): void {
    this._allowTo(server, port);
  }

  /**
   * Makes the service part of a Service Connect namespace: what it offers there, and whose offers it calls.
   * @throws ModelError port-not-connectable, port-of-another-task, port-range-as-target, connect-circle
   */
  connect(props: ConnectProps = {}): void {
    this._connect(props);
  }
}
