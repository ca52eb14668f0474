import { Construct } from 'constructs';
import { portMappingInput } from '../../core/ecs/port-mapping-of';
import { type ContainerInput, type PortMappingInput } from '../../core/ecs/task-input';
import { ModelError, quoted } from '../../core/values/model-error';
import { AwsvpcPort, BridgePort, HostPort, type PortMapping } from '../../core/values/port-mapping';
import { PortRange } from '../../core/values/port';
import { type Entry, method } from '../../constructs/entry';
import { PortHandle } from './port-handle';

/** What any container can be given, in the words of the ECS API; its ports come through `addPort`. */
export type TaskContainerProps = Omit<ContainerInput, 'name' | 'portMappings' | 'links'>;

/** What a container can be given where the network belongs to the task or the instance. */
export type SharedNetworkContainerProps = Omit<
  TaskContainerProps,
  'hostname' | 'dnsServers' | 'dnsSearchDomains' | 'extraHosts' | 'disableNetworking'
>;

/** A container of a task definition; its text in `container_definitions` is made at synth, so that later ports count. */
export class TaskContainer extends Construct {
  readonly #given: ContainerInput;
  readonly #mappings: PortMappingInput[];
  readonly #links: string[];
  readonly #handles: PortHandle[] = [];

  /** @internal made by `addContainer` of a task definition */
  constructor(scope: Construct, id: string, given: ContainerInput) {
    super(scope, id);
    this.#given = given;
    this.#mappings = [...(given.portMappings ?? [])];
    this.#links = [...(given.links ?? [])];
  }

  /** Its name in the task. */
  get containerName(): string {
    return this.#given.name;
  }

  /** The ports declared so far. */
  get ports(): PortHandle[] {
    return [...this.#handles];
  }

  /**
   * The container as it will be written.
   *
   * @internal
   */
  get _input(): ContainerInput {
    return {
      ...this.#given,
      ...(this.#mappings.length > 0 && { portMappings: [...this.#mappings] }),
      ...(this.#links.length > 0 && { links: [...this.#links] }),
    };
  }

  /**
   * A handle for a mapping that is written already.
   *
   * @internal
   */
  _handle(mapping: PortMapping): PortHandle {
    const handle = new PortHandle(this, mapping);
    this.#handles.push(handle);
    return handle;
  }

  /**
   * Adds a mapping and gives its handle.
   *
   * @internal
   */
  protected _declare(
    mapping: PortMapping,
    isOfMode: (value: unknown) => boolean,
    example: string,
    entry: Entry,
  ): PortHandle {
    const path = this.node.path;
    if (!isOfMode(mapping)) {
      const mode: unknown = (mapping as { networkMode?: unknown } | undefined)?.networkMode;
      throw new ModelError(
        'port-of-another-mode',
        `${this.constructor.name} ${quoted(path)} takes ports of its own network mode, got ${typeof mode === 'string' ? `a port of ${mode} mode` : quoted(mapping)}`,
        `pass a port of that mode, such as ${example}`,
        entry,
      );
    }
    const { container: port } = mapping;
    if (port.protocol === 'sctp') {
      throw new ModelError(
        'protocol-not-on-ecs',
        `Amazon ECS maps tcp and udp ports, got ${port.toString()}`,
        'declare a TCP or UDP port; SCTP can be published by local Docker containers only',
        entry,
      );
    }
    const twin = this.#handles.find((one) => meets(one.mapping, mapping));
    if (twin) {
      throw new ModelError(
        'port-declared-twice',
        `container ${quoted(path)} already has port ${twin.port.toString()}, got ${port.toString()}`,
        'use the handle of the first addPort() everywhere: one port can have several listeners and names',
        entry,
      );
    }
    this.#mappings.push(portMappingInput(mapping));
    return this._handle(mapping);
  }

  /**
   * Adds a link.
   *
   * @internal
   */
  protected _link(target: TaskContainer, alias: string | undefined): void {
    this.#links.push(alias === undefined ? target.containerName : `${target.containerName}:${alias}`);
  }
}

function meets({ container: one }: PortMapping, { container: other }: PortMapping): boolean {
  if (one.protocol !== other.protocol) return false;
  const ends = (port: typeof one): readonly [number, number] =>
    port instanceof PortRange ? [port.first, port.last] : [port.number, port.number];
  const [[from, to], [first, last]] = [ends(one), ends(other)];
  return from <= last && first <= to;
}

/** A container of a task with a network interface of its own. All containers of the task share its ports. */
export class AwsvpcContainer extends TaskContainer {
  /**
   * Declares a port of the task's own address that the container listens on.
   * @throws ModelError port-of-another-mode, port-declared-twice, protocol-not-on-ecs
   */
  addPort(mapping: AwsvpcPort): PortHandle {
    return this._declare(mapping, AwsvpcPort.isAwsvpcPort, 'AwsvpcPort.same(Port.tcp(80))', method(this, 'addPort'));
  }
}

/** A container behind Docker's default bridge of the instance. */
export class BridgeContainer extends TaskContainer {
  /**
   * Declares a port that the container listens on, and how it appears on the instance.
   * @throws ModelError port-of-another-mode, port-declared-twice, protocol-not-on-ecs
   */
  addPort(mapping: BridgePort): PortHandle {
    return this._declare(mapping, BridgePort.isBridgePort, 'BridgePort.dynamic(Port.tcp(80))', method(this, 'addPort'));
  }

  /**
   * Lets this container find another one of the task by name; not the other way round.
   * @throws ModelError link-outside-task
   */
  link(target: BridgeContainer, alias?: string): void {
    if (target.node.scope !== this.node.scope) {
      throw new ModelError(
        'link-outside-task',
        `a link leads to a container of the same task, got one from ${quoted(this.node.path)} to ${quoted(target.node.path)}`,
        'put both containers into one task, or reach the other through a load balancer or Service Connect',
        method(this, 'link'),
      );
    }
    this._link(target, alias);
  }
}

/** A container on the instance's own network stack: its ports are the instance's. */
export class HostContainer extends TaskContainer {
  /**
   * Declares a port of the instance that the container listens on.
   * @throws ModelError port-of-another-mode, port-declared-twice, protocol-not-on-ecs
   */
  addPort(mapping: HostPort): PortHandle {
    return this._declare(mapping, HostPort.isHostPort, 'HostPort.same(Port.tcp(80))', method(this, 'addPort'));
  }
}

/** A container without a network: it has no `addPort`, as there is nothing a port could be mapped to. */
export class NoneContainer extends TaskContainer {}
