import { type ConnectProps } from './service';
import { WiredService } from './wired-service';

/** A wired service that can be a member of a Service Connect namespace. */
export abstract class ConnectableService extends WiredService {
  /**
   * Makes the service a member of a Service Connect namespace: the ports that it offers there, and the services that it calls.
   * @throws ModelError port-not-connectable, port-of-another-task, port-range-as-target, connect-circle
   */
  connect(props: ConnectProps = {}): void {
    this._connect(props);
  }
}
