import { IpAddress } from './address';
import { DYNAMIC_PORTS } from './capacity';
import { type PublishedPort } from './docker-host';
import { publishedProtocol } from './docker-reading';
import { isPortNumber, type Port, type Protocol } from './port';
import { publisherOf, type Binding, type Node, type OpenBinding } from './sandbox';
import { isKnown, Unknown, type Knowable } from './unknown';

/** Host ports that a program without privileges takes; the engine picks among them. */
const PICKED = [1024, 65535] as const;
const ANY = [1, 65535] as const;

/** The ports of running containers on one host. */
export class PortBindings {
  /** By `8080/tcp`, or `?/tcp` while the number is not known. */
  readonly #byPort = new Map<string, Binding[]>();
  #open: OpenBinding[] = [];
  readonly #nextHostPort = new Map<Protocol, number>();

  /** @param startsInOrder whether the numbers that the engine picks can be foretold */
  constructor(private readonly startsInOrder: boolean) {}

  /** Ports published under a number; with those last that may be, because their number is not known. */
  on(port: Port): readonly Binding[] {
    const unnumbered = this.#byPort.get(`?/${port.protocol}`) ?? [];
    return [...(this.#byPort.get(port.toString()) ?? []), ...unnumbered.filter(({ between }) => within(between, port))];
  }

  *all(): Generator<Binding> {
    for (const bindings of this.#byPort.values()) yield* bindings;
  }

  /** What may be published as well. */
  get open(): readonly OpenBinding[] {
    return this.#open;
  }

  /** What may be published as well under a number. */
  openOn(port: Port): readonly OpenBinding[] {
    return this.#open.filter(
      ({ protocol, between }) => (protocol ?? port.protocol) === port.protocol && within(between, port),
    );
  }

  /** Publishes the ports of a container, where it has a network that carries them. */
  publish(node: Node): void {
    const { sandbox, spec } = node;
    if (sandbox?.owner !== node) return;
    const doubt = sandbox.incomplete ?? publisherOf(sandbox)?.network.undecided;
    // it may be in host mode, where every port that it opens is one of the host
    if (!isKnown(spec.namespace) || (spec.namespace.kind === 'container' && doubt !== undefined)) {
      this.#open.push({ ...anyPort(node, doubt ?? ''), between: ANY });
      return;
    }
    if (doubt === undefined && !publisherOf(sandbox)) return;
    for (const port of publishedBy(node)) this.#publish(node, port, doubt);
    if (!spec.published.complete) {
      this.#open.push({ ...anyPort(node, 'not all ports that it publishes are known'), between: ANY });
    }
    const { publishAll, exposed } = spec;
    if (publishAll !== false && !exposed.complete) {
      const why = isKnown(publishAll) ? 'which ports its image exposes is not known' : publishAll.why;
      this.#open.push({ ...anyPort(node, doubt ?? why), between: PICKED });
    }
  }

  #publish(node: Node, { port, open }: PortToPublish, doubt: string | undefined): void {
    const protocol = isKnown(port.protocol) ? publishedProtocol(port) : port.protocol;
    const { containerPort } = port;
    if (protocol === undefined || (isKnown(containerPort) && !isPortNumber(containerPort))) return;
    const hostAddress = hostAddressOf(node, port);
    const unknown = [open, containerPort, protocol].find((one) => one instanceof Unknown);
    const why = doubt ?? unknown?.why;
    if (why !== undefined || !isKnown(containerPort) || !isKnown(protocol)) {
      this.#open.push({
        holder: node,
        why: why ?? '',
        containerPort: isKnown(containerPort) ? containerPort : undefined,
        protocol: isKnown(protocol) ? protocol : undefined,
        between: between(port),
        hostAddress,
      });
      return;
    }
    const picked = isPicked(port);
    const hostPort = this.#hostPort(port, protocol);
    const range = isKnown(hostPort) ? ([hostPort, hostPort] as const) : between(port);
    const binding: Binding = { holder: node, containerPort, protocol, hostPort, between: range, picked, hostAddress };
    node.bindings.push(binding);
    const key = isKnown(hostPort) ? `${hostPort}/${protocol}` : `?/${protocol}`;
    const others = this.#byPort.get(key);
    if (others) others.push(binding);
    else this.#byPort.set(key, [binding]);
  }

  #hostPort(port: PublishedPort, protocol: Protocol): Knowable<number> {
    if (port.hostPort !== undefined && port.hostPort !== 0) {
      const { hostPort: first, hostPortLast: last } = port;
      if (last === undefined || last === first || !isKnown(first)) return first;
      if (!isKnown(last)) return last;
      if (!this.#foretold) return new Unknown(`the engine takes a free port of ${first} to ${last}`);
      for (let number = first; number <= last; number++) {
        if (!this.#byPort.has(`${number}/${protocol}`)) return number;
      }
      return new Unknown('all ports are allocated');
    }
    if (!this.#foretold) return new Unknown('the engine picks a host port when the container starts');
    const next = this.#nextHostPort.get(protocol) ?? DYNAMIC_PORTS.linux[0];
    this.#nextHostPort.set(protocol, next + 1);
    return next;
  }

  /** Who may have published something before takes numbers away from those that come later. */
  get #foretold(): boolean {
    return this.startsInOrder && this.#open.length === 0;
  }

  /** Takes the ports of a container back. */
  unpublish(node: Node): void {
    for (const [key, bindings] of this.#byPort) {
      const left = bindings.filter((one) => one.holder !== node);
      if (left.length === 0) this.#byPort.delete(key);
      else if (left.length < bindings.length) this.#byPort.set(key, left);
    }
    this.#open = this.#open.filter(({ holder }) => holder !== node);
    node.bindings = [];
  }
}

function within([first, last]: Binding['between'], { number }: Port): boolean {
  return first <= number && number <= last;
}

function isPicked({ hostPort }: PublishedPort): boolean {
  return hostPort === undefined || hostPort === 0;
}

/** The host ports that come into question. */
function between(port: PublishedPort): Binding['between'] {
  if (isPicked(port)) return PICKED;
  const { hostPort: first = ANY[0], hostPortLast: last = first } = port;
  return [isKnown(first) ? first : ANY[0], isKnown(last) ? last : ANY[1]];
}

/** Where a port is published. An address that cannot be read means every address on engines before 29. */
function hostAddressOf({ sandbox }: Node, { hostAddress }: PublishedPort): Binding['hostAddress'] {
  if (hostAddress === undefined || hostAddress === '') return sandbox && publisherOf(sandbox)?.network.hostBinding;
  return isKnown(hostAddress) ? IpAddress.tryParse(hostAddress) : hostAddress;
}

function anyPort(holder: Node, why: string): Omit<OpenBinding, 'between'> {
  return { holder, why, containerPort: undefined, protocol: undefined, hostAddress: undefined };
}

interface PortToPublish {
  readonly port: PublishedPort;
  /** When it is not known whether it is published. */
  readonly open?: Unknown;
}

function* publishedBy({ spec }: Node): Generator<PortToPublish> {
  for (const port of spec.published.items) yield { port };
  const { publishAll } = spec;
  if (publishAll === false) return;
  for (const { port, protocol } of spec.exposed.items) {
    const explicit = spec.published.items.some(
      (one) => one.containerPort === port && publishedProtocol(one) === protocol,
    );
    if (explicit) continue;
    yield {
      port: { at: spec.at, containerPort: port, protocol },
      ...(isKnown(publishAll) ? {} : { open: publishAll }),
    };
  }
}
