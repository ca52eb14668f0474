import { ModelError, quoted } from './model-error';
import { isDeferredNumber, isPortNumber, MAX_PORT, Port, PortRange } from './port';

/**
 * How a container port appears on its host.
 *
 * *fixed*: under one known number. *dynamic*: under a number the host picks. *same*: under its own number, because the task
 * has the stack to itself or shares the host's. *range*: a run of ports, consecutive on the host too.
 */
export type Published =
  | { readonly kind: 'fixed'; readonly hostPort: number }
  | { readonly kind: 'dynamic' }
  | { readonly kind: 'same' }
  | { readonly kind: 'range'; readonly range: PortRange };

/** Protocol that a Service Connect proxy speaks on a port. */
export type AppProtocol = 'http' | 'http2' | 'grpc';

/** What a named port adds to a mapping. */
export interface PortNameOptions {
  /**
   * Name by which Service Connect and VPC Lattice know the port.
   * @default - the port has no name, and Service Connect cannot offer it
   */
  readonly name?: string;
  /**
   * What the Service Connect proxy understands. Needs a name and TCP.
   * @default - the proxy forwards bytes
   */
  readonly appProtocol?: AppProtocol;
}

/** A mapping of any mode. What each mode allows is decided by the class. */
export interface PortMapping {
  /** Name of the mode family it belongs to: a mapping of one family does not compile where another is asked for. */
  readonly networkMode: 'bridge' | 'host' | 'awsvpc' | 'default';
  /** The port, or for a range its first port. */
  readonly container: Port | PortRange;
  /** How the port appears on the host. */
  readonly published: Published;
  /** For Service Connect; undefined: none. */
  readonly name: string | undefined;
  /** Protocol above TCP; undefined: none. */
  readonly appProtocol: AppProtocol | undefined;
}

/**
 * A port of a container behind a Docker bridge: an ECS task in bridge mode, or a local container.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export class BridgePort implements PortMapping {
  /** The host picks a free port for each copy of the task, so many copies fit on one host. */
  static dynamic(container: Port, options: PortNameOptions = {}): BridgePort {
    return new BridgePort(container, { kind: 'dynamic' }, options, BridgePort.dynamic);
  }

  /**
   * One known host port, so one copy of the task per host.
   * @param host port of the host, 1 to 65535 inclusive
   * @throws ModelError port-out-of-range
   */
  static fixed(container: Port, host: number, options: PortNameOptions = {}): BridgePort {
    assertHostPort(host, BridgePort.fixed);
    return new BridgePort(container, { kind: 'fixed', hostPort: host }, options, BridgePort.fixed);
  }

  /** A run of container ports; the host picks a run of the same length. */
  static range(container: PortRange, options: PortNameOptions = {}): BridgePort {
    return new BridgePort(container, { kind: 'range', range: container }, options, BridgePort.range);
  }

  /** Mode of the tasks that take the mapping. */
  readonly networkMode = 'bridge';
  /** For Service Connect; undefined: none. */
  readonly name: string | undefined;
  /** Protocol above TCP; undefined: none. */
  readonly appProtocol: AppProtocol | undefined;
  readonly #made = true;

  private constructor(
    /** What the process listens on. */
    readonly container: Port | PortRange,
    /** How it appears on the host. */
    readonly published: Published,
    options: PortNameOptions,
    entry: (...args: never[]) => unknown,
  ) {
    assertPort(container, entry);
    ({ name: this.name, appProtocol: this.appProtocol } = checkedName(container, options, entry));
  }

  /** Whether a value is a mapping that this class made. */
  static isBridgePort(value: unknown): value is BridgePort {
    return typeof value === 'object' && value !== null && #made in value;
  }
}

/** A port of a container on a Windows instance in the default mode: mapped as behind a bridge. */
export class NatPort implements PortMapping {
  /** The host picks a free port (49152 to 65535) for each copy of the task. */
  static dynamic(container: Port): NatPort {
    return new NatPort(container, { kind: 'dynamic' }, NatPort.dynamic);
  }

  /**
   * One known host port, so one copy of the task per instance.
   * @throws ModelError port-out-of-range
   */
  static fixed(container: Port, host: number): NatPort {
    assertHostPort(host, NatPort.fixed);
    return new NatPort(container, { kind: 'fixed', hostPort: host }, NatPort.fixed);
  }

  /** Mode of the tasks that take the mapping. */
  readonly networkMode = 'default';
  /** Without Service Connect, ports need no name. */
  readonly name = undefined;
  /** Without Service Connect, no proxy needs to know the protocol. */
  readonly appProtocol = undefined;
  readonly #made = true;

  private constructor(
    /** What the process listens on. */
    readonly container: Port,
    /** How it appears on the host. */
    readonly published: Published,
    entry: (...args: never[]) => unknown,
  ) {
    assertPort(container, entry);
  }

  /** Whether a value is a mapping that this class made. */
  static isNatPort(value: unknown): value is NatPort {
    return typeof value === 'object' && value !== null && #made in value;
  }
}

/** A port of a container in host mode: it is the instance's port of the same number. */
export class HostPort implements PortMapping {
  /** Declares the port, so that the scheduler keeps two copies apart. */
  static same(port: Port): HostPort {
    return new HostPort(port);
  }

  /** Mode of the tasks that take the mapping. */
  readonly networkMode = 'host';
  /** How it appears on the host. */
  readonly published: Published = { kind: 'same' };
  /** Without Service Connect, ports need no name. */
  readonly name = undefined;
  /** Without Service Connect, no proxy needs to know the protocol. */
  readonly appProtocol = undefined;
  readonly #made = true;

  private constructor(
    /** What the process listens on. */
    readonly container: Port,
  ) {
    assertPort(container, HostPort.same);
  }

  /** Whether a value is a mapping that this class made. */
  static isHostPort(value: unknown): value is HostPort {
    return typeof value === 'object' && value !== null && #made in value;
  }
}

/** A port of a task with a network interface of its own: there is no host side. */
export class AwsvpcPort implements PortMapping {
  /** A port of the task's own address. */
  static same(port: Port, options: PortNameOptions = {}): AwsvpcPort {
    return new AwsvpcPort(port, { kind: 'same' }, options, AwsvpcPort.same);
  }

  /** A run of ports of the task's own address. */
  static range(range: PortRange, options: PortNameOptions = {}): AwsvpcPort {
    return new AwsvpcPort(range, { kind: 'range', range }, options, AwsvpcPort.range);
  }

  /** Mode of the tasks that take the mapping. */
  readonly networkMode = 'awsvpc';
  /** For Service Connect; undefined: none. */
  readonly name: string | undefined;
  /** Protocol above TCP; undefined: none. */
  readonly appProtocol: AppProtocol | undefined;
  readonly #made = true;

  private constructor(
    /** What the process listens on. */
    readonly container: Port | PortRange,
    /** How it appears on the interface of the task. */
    readonly published: Published,
    options: PortNameOptions,
    entry: (...args: never[]) => unknown,
  ) {
    assertPort(container, entry);
    ({ name: this.name, appProtocol: this.appProtocol } = checkedName(container, options, entry));
  }

  /** Whether a value is a mapping that this class made. */
  static isAwsvpcPort(value: unknown): value is AwsvpcPort {
    return typeof value === 'object' && value !== null && #made in value;
  }
}

/** Whether a text can be the name of a port mapping: 1 to 64 of a-z, 0-9, `_` and `-`, not starting with `-`. */
export function isPortName(name: string): boolean {
  return /^[a-z0-9_][a-z0-9_-]{0,63}$/.test(name);
}

/** From plain JavaScript a number or a text may be passed as a port. */
function assertPort(port: unknown, entry: (...args: never[]) => unknown): void {
  if (port instanceof Port || port instanceof PortRange) return;
  const problem = `the container side of a mapping is a Port, got ${quoted(port)}`;
  throw new ModelError('wrong-type', problem, 'write it as Port.tcp(80)', entry);
}

function assertHostPort(host: number, entry: (...args: never[]) => unknown): void {
  if (isPortNumber(host) || isDeferredNumber(host)) return;
  throw new ModelError(
    'port-out-of-range',
    `a host port must be an integer from 1 to ${MAX_PORT}, got ${quoted(host)}`,
    'pass the port of the host, or use dynamic() to have the host pick one',
    entry,
  );
}

function checkedName(
  container: Port | PortRange,
  options: PortNameOptions,
  entry: (...args: never[]) => unknown,
): { name: string | undefined; appProtocol: AppProtocol | undefined } {
  const { name, appProtocol } = options;
  if (name !== undefined && !isPortName(name)) {
    throw new ModelError(
      'port-name-invalid',
      `a port name is 1 to 64 of a-z, 0-9, "_" and "-" and does not start with "-", got ${quoted(name)}`,
      "use lower case and no dots, such as 'http' or 'admin-api'",
      entry,
    );
  }
  if (appProtocol !== undefined && (name === undefined || container.protocol !== 'tcp')) {
    throw new ModelError(
      'app-protocol-misplaced',
      `appProtocol ${quoted(appProtocol)} needs a named TCP port, got ${container.toString()} ${name === undefined ? 'without a name' : `named ${quoted(name)}`}`,
      name === undefined ? 'give the port a name' : 'leave appProtocol out for a protocol other than TCP',
      entry,
    );
  }
  return { name, appProtocol };
}
