import { type PortHandle } from '../tasks/port-handle';
import { type AwsResource } from '../tree/aws-resource';
import { Service, type Client, type DiscoverProps, type ListenProps, type PortListener } from './service';

/** A service whose load balancers, names and security group rules follow from its ports. */
export abstract class WiredService extends Service {
  /**
   * Puts a port behind a load balancer's listener: target group, health check and security group rules follow from how the
   * port was declared.
   * @throws ModelError port-of-another-task, port-range-as-target, listener-without-udp, listener-default-taken, listener-protocol
   */
  listen(listener: PortListener, port: PortHandle, props: ListenProps = {}): AwsResource {
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
}
