import { Cidr, IpAddress } from '../../values/address';
import { Unknown } from '../../values/unknown';
import { type Network, type Node, type Sandbox } from '../state/sandbox';
import { runningHostOf, type Topology } from '../topology';

/**
 * All that a topology holds about each of its containers, as text: its definition, namespace, endpoints, published ports,
 * the networks that it is on and the engine. Two containers of the same text, in one topology or in two, are answered alike,
 * so that no list is kept of what an answer depends on.
 */
export function stateTexts(topology: Topology): (name: string) => string {
  const engine = [
    topology.engine,
    topology.hostAddresses,
    topology.options,
    runningHostOf(topology).hostSandbox.incomplete,
  ];
  const text = new StateText(topology);
  const shared = text.of(engine);
  return (name) => `${shared}\n${text.container(topology.node(name))}`;
}

/** What no answer depends on: where something was written. */
const UNSEEN = new Set(['at']);

class StateText {
  /** Parts that others refer to by name. */
  readonly #names = new Map<unknown, string>();
  readonly #networks = new Map<Network, string>();
  readonly #sandboxes = new Map<Sandbox, string>();

  constructor(topology: Topology) {
    for (const [name, node] of topology.nodes) this.#names.set(node, name);
    for (const [name, network] of topology.networks) {
      this.#names.set(network, name);
      for (const one of network.members) this.#names.set(one, `${one.sandbox.owner?.name ?? ''} on ${name}`);
    }
  }

  container(node: Node): string {
    const { sandbox, ...own } = node;
    const owner = sandbox?.owner;
    const others = owner && owner !== node ? this.container(owner) : '';
    return [this.of(own), sandbox ? this.#sandbox(sandbox) : '', others].join('\n');
  }

  /** A namespace with the networks that it is on; every container in the namespace of the host has the same one. */
  #sandbox(sandbox: Sandbox): string {
    let text = this.#sandboxes.get(sandbox);
    if (text !== undefined) return text;
    const { members, endpoints, stranded, ...own } = sandbox;
    const parts = [own, sandbox.kind === 'host' ? '' : members, stranded?.network];
    text = [...parts.map((part) => this.of(part)), ...endpoints.map((one) => this.#endpoint(one))].join('\n');
    this.#sandboxes.set(sandbox, text);
    return text;
  }

  #endpoint({ network, sandbox: _, ...own }: Sandbox['endpoints'][number]): string {
    return `${this.of(own)} ${this.#network(network)}`;
  }

  /** A network without who is on it: that is their own state. */
  #network(network: Network): string {
    let text = this.#networks.get(network);
    if (text === undefined) {
      const { members: _members, pools: _pools, ...own } = network;
      this.#networks.set(network, (text = this.of(own)));
    }
    return text;
  }

  of(value: unknown): string {
    if (typeof value === 'function') return value.name;
    if (typeof value !== 'object' || value === null) return String(value);
    const name = this.#names.get(value);
    if (name !== undefined) return name;
    if (value instanceof IpAddress || value instanceof Cidr) return value.toString();
    if (value instanceof Unknown) return `? ${value.why}`;
    if (Symbol.iterator in value) return `[${[...(value as Iterable<unknown>)].map((one) => this.of(one)).join(',')}]`;
    const entries = Object.entries(value).filter(([key]) => !UNSEEN.has(key));
    return `{${entries.map(([key, one]) => `${key}:${this.of(one)}`).join(',')}}`;
  }
}
