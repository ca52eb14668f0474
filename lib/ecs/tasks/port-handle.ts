import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ModelError, quoted } from '../../core/values/model-error';
import { type AppProtocol, type PortMapping } from '../../core/values/port-mapping';
import { isDeferredNumber, PortRange, type Port, type Protocol } from '../../core/values/port';
import { type Entry } from '../../constructs/entry';

/**
 * A declared port of a container: what load balancers, service discovery and Service Connect take.
 *
 * It names the container and the port, so nothing is ever "the first mapping of the first container".
 */
export class PortHandle {
  readonly #text: string;

  /** @internal made by `addPort` */
  constructor(
    /** The container that has the port. */
    readonly container: ecs.ContainerDefinition,
    /** How the port was asked to appear on the host. */
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

  /** Protocol above TCP; undefined: none. */
  get appProtocol(): AppProtocol | undefined {
    return this.mapping.appProtocol;
  }

  /** Construct path of the container and the port. */
  toString(): string {
    return this.#text;
  }
}

/** The port for messages and ids; a number that is decided at deploy time has no digits yet. */
export function portText(port: Port | PortRange): string {
  if (port instanceof PortRange) return port.toString();
  return `${isDeferredNumber(port.number) ? 'a port decided at deploy time' : port.number}/${port.protocol}`;
}

/**
 * Adds a mapping to a container and gives its handle.
 * @throws ModelError port-of-another-mode, port-declared-twice, port-name-taken, protocol-not-on-ecs
 */
export function declarePort(
  container: ecs.ContainerDefinition,
  mapping: PortMapping,
  isOfMode: (value: unknown) => boolean,
  example: string,
  entry: Entry,
): PortHandle {
  if (!isOfMode(mapping)) {
    throw new ModelError(
      'port-of-another-mode',
      `${container.constructor.name} ${quoted(container.node.path)} takes ports of its own network mode, got ${gotText(mapping)}`,
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
  const twin = container.portMappings.find((other) => meets(other, port));
  if (twin) {
    throw new ModelError(
      'port-declared-twice',
      `container ${quoted(container.node.path)} already has port ${twin.containerPortRange ?? portText(port)}, got ${portText(port)}`,
      'use the handle of the first addPort() everywhere: one port can have several listeners and names',
      entry,
    );
  }
  if (name !== undefined) {
    const holder = containersOf(container.taskDefinition).find((one) =>
      one.portMappings.some((other) => other.name === name),
    );
    if (holder) {
      throw new ModelError(
        'port-name-taken',
        `a port name is used once in a task definition, got ${quoted(name)}, which container ${quoted(holder.node.path)} has already`,
        'give this port another name',
        entry,
      );
    }
  }
  container.addPortMappings(rendered(mapping));
  return new PortHandle(container, mapping);
}

/** What was passed in place of a port of the right mode. */
function gotText(mapping: unknown): string {
  const mode: unknown =
    typeof mapping === 'object' && mapping !== null ? Reflect.get(mapping, 'networkMode') : undefined;
  return typeof mode === 'string' ? `a port of ${mode} mode` : quoted(mapping);
}

/** The containers of a task so far. */
export function containersOf(task: ecs.TaskDefinition): ecs.ContainerDefinition[] {
  return task.node.children.filter((child) => child instanceof ecs.ContainerDefinition);
}

function meets(other: ecs.PortMapping, port: Port | PortRange): boolean {
  if ((other.protocol === ecs.Protocol.UDP) !== (port.protocol === 'udp')) return false;
  const range = /^(\d+)-(\d+)$/.exec(other.containerPortRange ?? '');
  const [first, last] = range ? [Number(range[1]), Number(range[2])] : [other.containerPort, other.containerPort];
  return port instanceof PortRange
    ? port.first <= last && first <= port.last
    : first <= port.number && port.number <= last;
}

const APP_PROTOCOLS: Readonly<Record<AppProtocol, ecs.AppProtocol>> = {
  http: ecs.AppProtocol.http,
  http2: ecs.AppProtocol.http2,
  grpc: ecs.AppProtocol.grpc,
};

function rendered({ container: port, published, name, appProtocol }: PortMapping): ecs.PortMapping {
  return {
    protocol: port.protocol === 'udp' ? ecs.Protocol.UDP : ecs.Protocol.TCP,
    ...(port instanceof PortRange
      ? {
          containerPort: ecs.ContainerDefinition.CONTAINER_PORT_USE_RANGE,
          containerPortRange: `${port.first}-${port.last}`,
        }
      : { containerPort: port.number }),
    ...(published.kind === 'fixed' && { hostPort: published.hostPort }),
    ...(name !== undefined && { name }),
    ...(appProtocol !== undefined && { appProtocol: APP_PROTOCOLS[appProtocol] }),
  };
}
