import { type ConnectProps } from './service';
import { WiredService } from './wired-service';

/** A service with wires that can be part of Service Connect. */
export abstract class ConnectableService extends WiredService {
  /**
   * Makes the service part of a Service Connect namespace: what it offers there, and whose offers it calls.
   * @throws ModelError port-not-connectable, port-of-another-task, port-range-as-target, connect-circle
   */
  connect(props: ConnectProps = {}): void {
    this._connect(props);
  }
}
