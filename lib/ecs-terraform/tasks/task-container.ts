import { Construct, type IConstruct } from 'constructs';
import { portMappingInput } from '../../core/ecs/port-mapping-of';
import { type ContainerInput, type PortMappingInput } from '../../core/ecs/task-input';
import { AwsvpcPort, BridgePort, HostPort, NatPort, type PortMapping } from '../../core/values/port-mapping';
import { assertDeclarable } from '../../constructs/declared-port';
import { type Entry, method } from '../../constructs/entry';
import { assertGiven } from '../../constructs/given';
import { assertLinkable } from '../../constructs/link';
import { PortHandle } from './port-handle';

/** What any container can be given, in the words of the ECS API; its ports come through `addPort`. */
export type TaskContainerProps = Omit<ContainerInput, 'name' | 'portMappings' | 'links'>;

/** What a container can be given where the network belongs to the task or the instance. */
export type SharedNetworkContainerProps = Omit<
  TaskContainerProps,
  'hostname' | 'dnsServers' | 'dnsSearchDomains' | 'extraHosts' | 'disableNetworking'
>;

/** What a container on Windows can be given. */
export type WindowsContainerProps = Omit<
  TaskContainerProps,
  | 'dnsServers'
  | 'dnsSearchDomains'
  | 'extraHosts'
  | 'disableNetworking'
  | 'linuxParameters'
  | 'privileged'
  | 'user'
  | 'ulimits'
  | 'readonlyRootFilesystem'
  | 'systemControls'
>;

/** A container of a task definition; its text in `container_definitions` is made at synth, so that later ports count. */
export class TaskContainer extends Construct {
  readonly #given: ContainerInput;
  readonly #mappings: PortMappingInput[];
  readonly #links: string[];
  readonly #linked: TaskLink[] = [];
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
    const own = { container: this, mappings: this.#mappings };
    const inTask = containersBelow(this.node.scope).map((one) => ({ container: one, mappings: one.#mappings }));
    assertDeclarable({ ...own, inTask }, mapping, isOfMode, example, entry);
    this.#mappings.push(portMappingInput(mapping));
    return this._handle(mapping);
  }

  /**
   * Adds a link.
   *
   * @internal
   */
  protected _link(target: TaskContainer, alias: string | undefined, entry: Entry): void {
    assertGiven(
      target instanceof TaskContainer,
      'the target of the link',
      target,
      'pass a container of this task',
      entry,
    );
    const link = { from: this, target, alias: alias ?? target.containerName };
    assertLinkable<TaskContainer>(link, { taskOf: ({ node }) => node.scope, linksOf: (one) => one.#linked }, entry);
    this.#linked.push(link);
    this.#links.push(alias === undefined ? target.containerName : `${target.containerName}:${alias}`);
  }
}

/** A link as it was declared. */
interface TaskLink {
  readonly target: TaskContainer;
  readonly alias: string;
}

function containersBelow(task: IConstruct | undefined): readonly TaskContainer[] {
  return task?.node.children.filter((one) => one instanceof TaskContainer) ?? [];
}

/** A container of a task with a network interface of its own. All containers of the task share its ports. */
export class AwsvpcContainer extends TaskContainer {
  /**
   * Declares a port of the task's own address that the container listens on.
   * @throws ModelError port-of-another-mode, port-declared-twice, port-name-taken, protocol-not-on-ecs
   */
  addPort(mapping: AwsvpcPort): PortHandle {
    return this._declare(mapping, AwsvpcPort.isAwsvpcPort, 'AwsvpcPort.same(Port.tcp(80))', method(this, 'addPort'));
  }
}

/** A container behind Docker's default bridge of the instance. */
export class BridgeContainer extends TaskContainer {
  /**
   * Declares a port that the container listens on, and how it appears on the instance.
   * @throws ModelError port-of-another-mode, port-declared-twice, port-name-taken, protocol-not-on-ecs
   */
  addPort(mapping: BridgePort): PortHandle {
    return this._declare(mapping, BridgePort.isBridgePort, 'BridgePort.dynamic(Port.tcp(80))', method(this, 'addPort'));
  }

  /**
   * Lets this container find another one of the task by name; not the other way round.
   *
   * The other container is started first, and this one sees its environment, credentials included.
   * @throws ModelError link-outside-task, link-circle, link-alias-taken
   */
  link(target: BridgeContainer, alias?: string): void {
    this._link(target, alias, method(this, 'link'));
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

/** A container behind the NAT network of a Windows instance. */
export class NatContainer extends TaskContainer {
  /**
   * Declares a port that the container listens on, and how it appears on the instance.
   * @throws ModelError port-of-another-mode, port-declared-twice, protocol-not-on-ecs
   */
  addPort(mapping: NatPort): PortHandle {
    return this._declare(mapping, NatPort.isNatPort, 'NatPort.dynamic(Port.tcp(80))', method(this, 'addPort'));
  }
}

/** A container without a network: it has no `addPort`, as there is nothing a port could be mapped to. */
export class NoneContainer extends TaskContainer {}
