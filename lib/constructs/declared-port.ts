import { ModelError, quoted } from '../core/values/model-error';
import { type AppProtocol, type PortMapping } from '../core/values/port-mapping';
import { isDeferredNumber, type Port, PortRange, type Protocol } from '../core/values/port';
import { type Entry } from './entry';

/** Something with a path in the construct tree. */
interface Placed {
  readonly node: { readonly path: string };
}

/** A declared port of a container, of any framework. */
export abstract class DeclaredPort<Container extends Placed> {
  readonly #text: string;

  /** @internal made by `addPort` */
  constructor(
    /** The container that has the port. */
    readonly container: Container,
    /** The mapping that it was declared with. */
    readonly mapping: PortMapping,
  ) {
    this.#text = `${container.node.path} ${portText(mapping.container)}`;
  }

  /** The container port, or the range of them. */
  get port(): Port | PortRange {
    return this.mapping.container;
  }

  /** Protocol of the container port. */
  get protocol(): Protocol {
    return this.mapping.container.protocol;
  }

  /** Name for Service Connect; undefined when the port has none. */
  get name(): string | undefined {
    return this.mapping.name;
  }

  /** Application protocol; undefined when none was declared. */
  get appProtocol(): AppProtocol | undefined {
    return this.mapping.appProtocol;
  }

  /** Construct path of the container and the port. */
  toString(): string {
    return this.#text;
  }
}

/** The port as text for messages and ids; a token has no digits yet. */
export function portText(port: Port | PortRange): string {
  if (port instanceof PortRange) return port.toString();
  return `${isDeferredNumber(port.number) ? 'a port decided at deploy time' : port.number}/${port.protocol}`;
}

/** The number of a single port, or the first of a range. */
export function numberOf({ port }: { readonly port: Port | PortRange }): number {
  return port instanceof PortRange ? port.first : port.number;
}

/** An existing mapping of a container, with the field names of the ECS API. */
interface WrittenMapping {
  readonly containerPort?: number;
  readonly containerPortRange?: string;
  readonly protocol?: string;
  readonly name?: string;
}

/** A container on which a port is being declared, with the mappings of its task so far. */
export interface PortScope {
  readonly container: Placed & object;
  readonly mappings: readonly WrittenMapping[];
  /** All containers of the task, including this one, since names of ports are unique in a task. */
  readonly inTask: readonly { readonly container: Placed; readonly mappings: readonly WrittenMapping[] }[];
}

/**
 * Asserts that a container can have a mapping: it is of the right mode and protocol, and its port and name are free.
 * @param example a mapping of the right mode, as code
 * @throws ModelError port-of-another-mode, protocol-not-on-ecs, port-declared-twice, port-name-taken
 */
export function assertDeclarable(
  { container, mappings, inTask }: PortScope,
  mapping: PortMapping,
  isOfMode: (value: unknown) => boolean,
  example: string,
  entry: Entry,
): void {
  const { path } = container.node;
  if (!isOfMode(mapping)) {
    throw new ModelError(
      'port-of-another-mode',
      `${container.constructor.name} ${quoted(path)} takes ports of its own network mode, got ${gotText(mapping)}`,
      `pass a port of that mode, such as ${example}`,
      entry,
    );
  }
  const { container: port, name } = mapping;
  if (port.protocol === 'sctp') {
    throw new ModelError(
      'protocol-not-on-ecs',
      `Amazon ECS maps tcp and udp ports, got ${portText(port)}`,
      'declare a TCP or UDP port; SCTP can be published by local Docker containers only',
      entry,
    );
  }
  const twin = mappings.find((other) => meets(other, port));
  if (twin) {
    throw new ModelError(
      'port-declared-twice',
      `container ${quoted(path)} already has port ${twin.containerPortRange ?? portText(port)}, got ${portText(port)}`,
      'use the handle of the first addPort() everywhere: one port can have several listeners and names',
      entry,
    );
  }
  const holder =
    name === undefined ? undefined : inTask.find((one) => one.mappings.some((other) => other.name === name));
  if (holder) {
    throw new ModelError(
      'port-name-taken',
      `a port name is used once in a task definition, got ${quoted(name)}, which container ${quoted(holder.container.node.path)} has already`,
      'give this port another name',
      entry,
    );
  }
}

/** Describes what was passed instead of a port of the right mode. */
function gotText(mapping: unknown): string {
  const mode: unknown =
    typeof mapping === 'object' && mapping !== null ? Reflect.get(mapping, 'networkMode') : undefined;
  return typeof mode === 'string' ? `a port of ${mode} mode` : quoted(mapping);
}

function meets(
  { containerPort, containerPortRange, protocol = 'tcp' }: WrittenMapping,
  port: Port | PortRange,
): boolean {
  if ((protocol === 'udp') !== (port.protocol === 'udp')) return false;
  const range = /^(\d+)-(\d+)$/.exec(containerPortRange ?? '');
  const [first, last] = range ? [Number(range[1]), Number(range[2])] : [containerPort, containerPort];
  if (first === undefined || last === undefined) return false;
  return port instanceof PortRange
    ? port.first <= last && first <= port.last
    : first <= port.number && port.number <= last;
}

/**
 * Asserts that a port belongs to the task of a service.
 * @throws ModelError port-of-another-task
 */
export function assertPortOfTask(
  service: Placed & { readonly taskDefinition: Placed },
  handle: DeclaredPort<Placed>,
  taskDefinition: unknown,
  entry: Entry,
): void {
  if (taskDefinition === service.taskDefinition) return;
  throw new ModelError(
    'port-of-another-task',
    `${quoted(service.node.path)} runs ${quoted(service.taskDefinition.node.path)}, got a port of another task: ${handle.toString()}`,
    "pass a handle that addPort() of one of this task's containers gave",
    entry,
  );
}

/**
 * Asserts that a port is not a range, as load balancers and service discovery require.
 * @throws ModelError port-range-as-target
 */
export function assertSinglePort({ port, container }: DeclaredPort<Placed>, entry: Entry): void {
  if (!(port instanceof PortRange)) return;
  throw new ModelError(
    'port-range-as-target',
    `a single port is needed, got the range ${portText(port)} of ${container.node.path}`,
    'declare the port that clients use as a mapping of its own',
    entry,
  );
}

/**
 * Asserts that a port can be offered in Service Connect: a named TCP port.
 * @throws ModelError port-not-connectable
 */
export function assertConnectable(port: DeclaredPort<Placed>, entry: Entry): void {
  if (port.name !== undefined && port.protocol === 'tcp') return;
  throw new ModelError(
    'port-not-connectable',
    `Service Connect offers named TCP ports, got ${port.toString()}${port.name === undefined ? ' without a name' : ''}`,
    "declare it as TCP with a name: BridgePort.dynamic(Port.tcp(80), { name: 'http' })",
    entry,
  );
}
