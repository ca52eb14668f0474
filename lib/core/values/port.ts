import { ModelError, quoted } from './model-error';

/** Transport protocols that a port can be published for. */
export type Protocol = 'tcp' | 'udp' | 'sctp';

export const PROTOCOLS: readonly Protocol[] = ['tcp', 'udp', 'sctp'];

/** The largest port number of every transport protocol. */
export const MAX_PORT = 65535;

/** Whether a number can be a port that a process listens on: an integer from 1 to 65535. */
export function isPortNumber(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_PORT;
}

/**
 * Whether a number stands for one that is decided at deploy time. AWS CDK and CDK for Terraform both write such numbers as
 * huge negative ones, far outside of every port.
 */
export function isDeferredNumber(value: unknown): boolean {
  return typeof value === 'number' && value < -1e100 && Number.isFinite(value);
}

/**
 * One transport port. The protocol is part of its identity: 53/tcp and 53/udp are two ports.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6335#section-6
 */
export class Port {
  /**
   * A TCP port.
   * @param number the port the process listens on, 1 to 65535 inclusive
   * @throws ModelError port-out-of-range
   */
  static tcp(number: number): Port {
    return new Port(number, 'tcp', Port.tcp);
  }

  /**
   * A UDP port.
   * @param number the port the process listens on, 1 to 65535 inclusive
   * @throws ModelError port-out-of-range
   */
  static udp(number: number): Port {
    return new Port(number, 'udp', Port.udp);
  }

  /**
   * An SCTP port. Docker publishes these where the kernel has SCTP; Amazon ECS does not.
   * @param number the port the process listens on, 1 to 65535 inclusive
   * @throws ModelError port-out-of-range
   */
  static sctp(number: number): Port {
    return new Port(number, 'sctp', Port.sctp);
  }

  /**
   * A port whose protocol is only known at run time.
   * @throws ModelError port-out-of-range, protocol-unknown
   */
  static of(number: number, protocol: Protocol): Port {
    return new Port(number, protocol, Port.of);
  }

  /**
   * Reads `80`, `80/tcp`, `53/udp`. Without a protocol it is TCP, as in Docker.
   * @throws ModelError port-unreadable, port-out-of-range, protocol-unknown
   */
  static parse(text: string): Port {
    const match = /^(\d+)(?:\/([a-z]+))?$/i.exec(text);
    if (!match) {
      throw new ModelError(
        'port-unreadable',
        `a port is written NUMBER or NUMBER/PROTOCOL, got ${quoted(text)}`,
        "write it as '80', '80/tcp' or '53/udp'",
        Port.parse,
      );
    }
    return new Port(Number(match[1]), (match[2] ?? 'tcp').toLowerCase() as Protocol, Port.parse);
  }

  // a private field, so that no object literal of the same shape can pose as a checked port
  readonly #text: string;

  private constructor(
    /** 1 to 65535. */
    readonly number: number,
    /** Part of what port it is. */
    readonly protocol: Protocol,
    entry: (...args: never[]) => unknown,
  ) {
    if (!PROTOCOLS.includes(protocol)) {
      throw new ModelError(
        'protocol-unknown',
        `the protocol of a port is one of ${PROTOCOLS.join(', ')}, got ${quoted(protocol)}`,
        'use Port.tcp(), Port.udp() or Port.sctp()',
        entry,
      );
    }
    if (!isPortNumber(number) && !isDeferredNumber(number)) {
      throw new ModelError(
        'port-out-of-range',
        `a ${protocol} port must be an integer from 1 to ${MAX_PORT}, got ${quoted(number)}`,
        'pass the port the process listens on; for a port that the host picks, use BridgePort.dynamic()',
        entry,
      );
    }
    this.#text = `${number}/${protocol}`;
  }

  /** Whether number and protocol are the same. */
  equals(other: Port): boolean {
    return this.#text === other.#text;
  }

  /** `80/tcp` */
  toString(): string {
    return this.#text;
  }

  /** `80/tcp` */
  toJSON(): string {
    return this.#text;
  }
}

/**
 * Neighbouring ports of one protocol, both ends included.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export class PortRange {
  /**
   * TCP ports `first` to `last`, both included.
   * @throws ModelError port-out-of-range, port-range-reversed
   */
  static tcp(first: number, last: number): PortRange {
    return new PortRange(first, last, 'tcp', PortRange.tcp);
  }

  /**
   * UDP ports `first` to `last`, both included.
   * @throws ModelError port-out-of-range, port-range-reversed
   */
  static udp(first: number, last: number): PortRange {
    return new PortRange(first, last, 'udp', PortRange.udp);
  }

  /**
   * A range whose protocol is only known at run time.
   * @throws ModelError port-out-of-range, port-range-reversed, protocol-unknown
   */
  static of(first: number, last: number, protocol: Protocol): PortRange {
    return new PortRange(first, last, protocol, PortRange.of);
  }

  /**
   * Reads `8000-8010` and `8000-8010/udp`. Without a protocol it is TCP.
   * @throws ModelError port-range-unreadable, port-out-of-range, port-range-reversed
   */
  static parse(text: string): PortRange {
    const match = /^(\d+)-(\d+)(?:\/([a-z]+))?$/i.exec(text);
    if (!match) {
      throw new ModelError(
        'port-range-unreadable',
        `a port range is written FIRST-LAST or FIRST-LAST/PROTOCOL, got ${quoted(text)}`,
        "write it as '8000-8010' or '8000-8010/udp'",
        PortRange.parse,
      );
    }
    const protocol = (match[3] ?? 'tcp').toLowerCase() as Protocol;
    return new PortRange(Number(match[1]), Number(match[2]), protocol, PortRange.parse);
  }

  readonly #text: string;

  private constructor(
    /** The lowest port. */
    readonly first: number,
    /** The highest port. */
    readonly last: number,
    /** One for all of them. */
    readonly protocol: Protocol,
    entry: (...args: never[]) => unknown,
  ) {
    if (!PROTOCOLS.includes(protocol)) {
      throw new ModelError(
        'protocol-unknown',
        `the protocol of a port range is one of ${PROTOCOLS.join(', ')}, got ${quoted(protocol)}`,
        'use PortRange.tcp() or PortRange.udp()',
        entry,
      );
    }
    for (const end of [first, last]) {
      if (isPortNumber(end)) continue;
      throw new ModelError(
        'port-out-of-range',
        `both ends of a port range must be integers from 1 to ${MAX_PORT}, got ${quoted(first)} to ${quoted(last)}`,
        'pass the ports the process listens on',
        entry,
      );
    }
    if (first >= last) {
      throw new ModelError(
        'port-range-reversed',
        `a port range goes from a lower to a higher port, got ${first} to ${last}`,
        first === last ? `use Port.${protocol}(${first}) for a single port` : `write ${last} to ${first}`,
        entry,
      );
    }
    this.#text = `${first}-${last}/${protocol}`;
  }

  /** How many ports it holds. */
  get size(): number {
    return this.last - this.first + 1;
  }

  /** The ports in it, from the lowest. */
  *ports(): IterableIterator<Port> {
    for (let number = this.first; number <= this.last; number++) yield Port.of(number, this.protocol);
  }

  /** Whether a port is one of them. */
  contains(port: Port): boolean {
    return port.protocol === this.protocol && port.number >= this.first && port.number <= this.last;
  }

  /** Whether any port is in both. */
  overlaps(other: PortRange): boolean {
    return this.protocol === other.protocol && this.first <= other.last && other.first <= this.last;
  }

  /** Whether both ends and the protocol are the same. */
  equals(other: PortRange): boolean {
    return this.#text === other.#text;
  }

  /** `8000-8010/tcp` */
  toString(): string {
    return this.#text;
  }

  /** `8000-8010/tcp` */
  toJSON(): string {
    return this.#text;
  }
}
