import { IpAddress } from './address';
import { DYNAMIC_PORTS } from './capacity';
import { type ContainerSpec, type PublishedPort } from './docker-host';
import { isPortNumber, type Port, type Protocol } from './port';
import { publisherOf, type Binding, type Node } from './sandbox';
import { isKnown, Unknown, type Knowable } from './unknown';

/** The ports of running containers on one host. */
export class PortBindings {
  /** By `8080/tcp`, or `?/tcp` while the number is not known. */
  readonly #byPort = new Map<string, Binding[]>();
  readonly #nextHostPort = new Map<Protocol, number>();

  /** @param startsInOrder whether the numbers that the engine picks can be foretold */
  constructor(private readonly startsInOrder: boolean) {}

  /** Ports published under a number; with one that is unknown yet last. */
  on(port: Port): readonly Binding[] {
    return [...(this.#byPort.get(port.toString()) ?? []), ...(this.#byPort.get(`?/${port.protocol}`) ?? [])];
  }

  *all(): Generator<Binding> {
    for (const bindings of this.#byPort.values()) yield* bindings;
  }

  /** Publishes the ports of a container, where it has a network that carries them. */
  publish(node: Node): void {
    const { sandbox, spec } = node;
    if (sandbox?.owner !== node || !publisherOf(sandbox)) return;
    for (const port of publishedBy(spec)) {
      const binding = this.#bind(node, port);
      if (!binding) continue;
      node.bindings.push(binding);
      const key = isKnown(binding.hostPort) ? `${binding.hostPort}/${binding.protocol}` : `?/${binding.protocol}`;
      const others = this.#byPort.get(key);
      if (others) others.push(binding);
      else this.#byPort.set(key, [binding]);
    }
  }

  #bind(node: Node, port: PublishedPort): Binding | undefined {
    const { containerPort, protocol } = port;
    if (!isKnown(containerPort) || !isPortNumber(containerPort)) return undefined;
    if (protocol !== 'tcp' && protocol !== 'udp' && protocol !== 'sctp') return undefined;
    let hostAddress = node.sandbox && publisherOf(node.sandbox)?.network.hostBinding;
    if (port.hostAddress !== undefined) {
      // an address that cannot be read means every address on engines before 29
      const given = isKnown(port.hostAddress) ? IpAddress.tryParse(port.hostAddress) : undefined;
      hostAddress = given;
    }
    const picked = port.hostPort === undefined || port.hostPort === 0;
    return { holder: node, containerPort, protocol, hostPort: this.#hostPort(port, protocol), picked, hostAddress };
  }

  #hostPort(port: PublishedPort, protocol: Protocol): Knowable<number> {
    if (port.hostPort !== undefined && port.hostPort !== 0) {
      const { hostPort: first, hostPortLast: last } = port;
      if (last === undefined || !isKnown(first) || !isKnown(last)) return first;
      if (!this.startsInOrder) return new Unknown(`the engine takes a free port of ${first} to ${last}`);
      for (let number = first; number <= last; number++) {
        if (!this.#byPort.has(`${number}/${protocol}`)) return number;
      }
      return new Unknown('all ports are allocated');
    }
    if (!this.startsInOrder) return new Unknown('the engine picks a host port when the container starts');
    const next = this.#nextHostPort.get(protocol) ?? DYNAMIC_PORTS.linux[0];
    this.#nextHostPort.set(protocol, next + 1);
    return next;
  }

  /** Takes the ports of a container back. */
  unpublish(node: Node): void {
    for (const [key, bindings] of this.#byPort) {
      const left = bindings.filter((one) => one.holder !== node);
      if (left.length === 0) this.#byPort.delete(key);
      else if (left.length < bindings.length) this.#byPort.set(key, left);
    }
    node.bindings = [];
  }
}

function* publishedBy(spec: ContainerSpec): Generator<PublishedPort> {
  yield* spec.published.items;
  if (spec.publishAll !== true) return;
  for (const { port, protocol } of spec.exposed.items) {
    const explicit = spec.published.items.some((one) => one.containerPort === port && one.protocol === protocol);
    if (!explicit) yield { at: spec.at, containerPort: port, protocol };
  }
}
