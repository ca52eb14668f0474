import { type DockerHost } from './definition/docker-host';
import { resolve } from './flow/names';
import { reach } from './flow/reach';
import { type Flow, type Origin, type Resolution, type Verdict } from './flow/verdict';
import { type Action, RunningHost, type TopologyOptions } from './state/running-host';

/**
 * Sandboxes, networks, endpoints and port bindings of one Docker host, after its containers started and a sequence of
 * actions happened. Asks no engine: it says what one would do.
 */
export class Topology extends RunningHost {
  /** What the definition means once every container runs. */
  static of(host: DockerHost, options: TopologyOptions = {}): Topology {
    return new Topology(host, options, []);
  }

  /** The topology after one more thing happened; this one stays as it is. */
  after(...actions: readonly Action[]): Topology {
    return new Topology(this.host, this.options, [...this.actions, ...actions]);
  }

  /** Who answers a flow, by which way, or what blocks it. */
  reach(flow: Flow): Verdict {
    return reach(this, flow);
  }

  /** All answers to a name as one container, the host or another machine would get them. */
  resolve(from: Origin, name: string): Resolution {
    return resolve(this, from, name);
  }
}
