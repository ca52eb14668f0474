import { type IpAddress } from '../values/address';
import { ModelError, quoted } from '../values/model-error';
import { Port } from '../values/port';
import { ReadOnlyMap } from '../values/read-only-map';
import { type Knowable } from '../values/unknown';
import { type DockerHost, type EngineSettings } from './definition/docker-host';
import { resolve } from './flow/names';
import { reach } from './flow/reach';
import { type Flow, type Origin, type Resolution, type Verdict } from './flow/verdict';
import { type Action } from './state/action';
import { RunningHost } from './state/running-host';
import { type TopologyOptions } from './state/topology-options';
import { type Binding, type Network, type Node } from './state/sandbox';

/**
 * One Docker host as something that can be asked: who reaches whom, what a name means, which ports are published, after its
 * containers started and a sequence of actions happened. It asks no engine: it says what one would do. What it hands out is
 * frozen; {@link Topology.after} gives a topology of its own.
 */
export class Topology {
  /** What the definition means once every container runs. */
  static of(host: DockerHost, options: TopologyOptions = {}): Topology {
    return new Topology(new RunningHost(host, options, []));
  }

  readonly #running: RunningHost;
  /** Containers that are there, by their names on the engine; also those that do not run. */
  readonly nodes: ReadonlyMap<string, Node>;
  /** Networks by their names, the default bridge among them. */
  readonly networks: ReadonlyMap<string, Network>;

  private constructor(running: RunningHost) {
    this.#running = running;
    this.nodes = new ReadOnlyMap(running.nodes);
    this.networks = new ReadOnlyMap(running.networks);
    RUNNING.set(this, running);
  }

  /** The definition that it was made of. */
  get host(): DockerHost {
    return this.#running.host;
  }

  /** The engine's settings, with what the definition leaves out. */
  get engine(): EngineSettings {
    return this.#running.engine;
  }

  /** What was done on the host besides making what is defined. */
  get options(): TopologyOptions {
    return this.#running.options;
  }

  /** What happened after the containers started. */
  get actions(): readonly Action[] {
    return this.#running.actions;
  }

  /** Addresses of the host on its own network; those of bridges are with the networks. */
  get hostAddresses(): readonly IpAddress[] {
    return this.#running.hostAddresses;
  }

  /** The topology after one more thing happened; this one stays as it is. */
  after(...actions: readonly Action[]): Topology {
    const { host, options, actions: before } = this.#running;
    return new Topology(new RunningHost(host, options, [...before, ...actions]));
  }

  /**
   * Who answers a flow, by which way, or what blocks it.
   * @throws ModelError container-unknown, wrong-type
   */
  reach(flow: Flow): Verdict {
    const port: unknown = flow.port;
    if (port !== undefined && !(port instanceof Port)) {
      const problem = `the port of a flow is a Port, got ${quoted(port)}`;
      throw new ModelError('wrong-type', problem, 'write it as Port.tcp(5432)', Reflect.get(this, 'reach'));
    }
    return reach(this.#running, flow);
  }

  /** All answers to a name as one container, the host or another machine would get them. */
  resolve(from: Origin, name: string): Resolution {
    return resolve(this.#running, from, name);
  }

  /**
   * The container of that name.
   * @throws ModelError container-unknown
   */
  node(name: string): Node {
    return this.#running.node(name);
  }

  /**
   * The network of that name.
   * @throws ModelError network-unknown
   */
  network(name: string): Network {
    return this.#running.network(name);
  }

  /** Every published port that is up. */
  bindings(): Iterable<Binding> {
    return this.#running.bindings();
  }

  /**
   * The host port of a published container port; undefined when it is not published.
   * @throws ModelError container-unknown
   */
  hostPortOf(container: string, port: Port): Knowable<number> | undefined {
    return this.#running.hostPortOf(container, port);
  }
}

const RUNNING = new WeakMap<Topology, RunningHost>();

/** The running host behind a topology, for what is derived from it. */
export function runningHostOf(topology: Topology): RunningHost {
  const running = RUNNING.get(topology);
  if (!running) throw new TypeError('a topology is made by Topology.of');
  return running;
}
