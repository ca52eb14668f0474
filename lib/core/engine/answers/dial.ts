import { documentedPorts } from '../definition/listening';
import { Port, type Protocol } from '../../values/port';
import { isKnown, type Knowable } from '../../values/unknown';
import { type Topology } from '../topology';
import { unknown } from '../flow/question';
import { originText, type Origin, type Verdict } from '../flow/verdict';
import { namesOf, type Binding, type Node } from '../state/sandbox';
import { PICKED } from './matrix';

/** What comes of dialling a container at a port, as a program writes it; without a port, of a ping. */
export interface Dial {
  readonly from: Origin;
  /** The name of the container. */
  readonly to: string;
  readonly port: Port | undefined;
  readonly verdict: Verdict;
  /** What to dial, such as `db:5432` or `host:5433`, where that works. */
  readonly as?: string;
  /** The container whose network stack it shares, where it has none of its own. */
  readonly shares?: string;
  /** Why no name works, where only an address does. */
  readonly nameless?: string;
  /** What can be dialled in its place, where it does not work. */
  readonly instead: readonly Instead[];
}

export interface Instead {
  readonly as: string;
  readonly why: string;
}

/** Ports that a container is known to listen on: those that it publishes, exposes, or is said to listen on, and the main one of its image. */
export function knownPorts({ spec, sandbox }: Node): readonly Port[] {
  const found = new Map<string, Port>();
  const add = (number: number | undefined, protocol: Protocol): void => {
    if (number === undefined) return;
    const port = Port.of(number, protocol);
    found.set(port.toString(), port);
  };
  for (const { port, protocol } of spec.listeners ?? []) add(port, protocol);
  for (const { containerPort, protocol } of sandbox?.owner?.bindings ?? []) add(containerPort, protocol);
  for (const { port, protocol } of spec.exposed.items) add(port, protocol);
  add(documentedPorts(spec)?.[0], 'tcp');
  return [...found.values()];
}

/**
 * Asks for the port that is dialled, at the container itself or at the host.
 * @param called the name that a program would write, where one was given: an alias, or the name of a link
 */
export function dial(topology: Topology, from: Origin, to: string, port: Port, called?: string): Dial {
  const node = topology.node(to);
  const direct = byName(topology, from, node, port, called) ?? topology.reach({ from, to: { directly: to }, port });
  const published = reachedAs(topology, from, node, port);
  const leadsElsewhere = published !== undefined && published.containerPort !== port.number && !listensOn(node, port);
  const asked = { from, to, port, ...sharedBy(node) };
  if (direct.kind === 'reachable' && !leadsElsewhere) {
    return { ...asked, verdict: direct, ...howTo(topology, from, node, port, direct), instead: [] };
  }
  const atPublished = published && topology.reach({ from, to: { publishedBy: to }, port });
  const isOpen = published !== undefined && atPublished?.kind === 'reachable';
  const isMeant = direct.kind !== 'reachable' || (typeof from !== 'string' && from.kind === 'host');
  if (isOpen && isMeant)
    return { ...asked, verdict: atPublished, as: hostEnd(from, published.hostAddress, port.number), instead: [] };
  if (direct.kind === 'reachable') {
    const inside = Port.of(published?.containerPort ?? port.number, port.protocol);
    const facts = { container: to, port: port.toString(), inside: inside.toString() };
    return {
      ...asked,
      verdict: unknown(direct, 'listener-unknown', facts),
      instead: [...atOwnPorts(topology, from, node, port), ...atHost(topology, from, node, inside)],
    };
  }
  const instead = [...atHost(topology, from, node, port), ...atOwnPorts(topology, from, node, port)];
  // a dialled port that is published is answered as that of the host, unless the container itself answers that nothing listens
  const isAboutHost = atPublished !== undefined && !(direct.kind === 'blocked' && direct.failure === 'refused');
  if (isAboutHost) return { ...asked, verdict: atPublished, instead };
  const isApart = direct.kind === 'blocked' && direct.name === undefined && typeof from === 'string';
  const why = isApart ? namelessReason(topology, from, node) : undefined;
  const nameless = why === undefined ? {} : { nameless: why };
  return {
    ...asked,
    ...nameless,
    verdict: (published ? undefined : maybePublished(node, port, direct)) ?? direct,
    instead,
  };
}

/** Asks for a port that a container listens on, by whatever can be dialled; without a port, by a ping. */
export function dialAny(topology: Topology, from: Origin, to: string, port: Port | undefined, called?: string): Dial {
  const node = topology.node(to);
  const verdict = byName(topology, from, node, port, called) ?? topology.reach({ from, to, ...(port ? { port } : {}) });
  return {
    ...{ from, to, port, verdict },
    ...sharedBy(node),
    ...howTo(topology, from, node, port, verdict),
    instead: [],
  };
}

function sharedBy(node: Node): Pick<Dial, 'shares'> {
  const owner = node.sandbox?.owner;
  return owner && owner !== node ? { shares: owner.name } : {};
}

/** The answer under the name that was given, where it leads to the container and to no other. */
function byName(
  topology: Topology,
  from: Origin,
  node: Node,
  port: Port | undefined,
  called: string | undefined,
): Verdict | undefined {
  if (called === undefined || typeof from !== 'string') return undefined;
  const resolution = topology.resolve(from, called);
  const owner = (node.sandbox?.owner ?? node).name;
  if (resolution.kind !== 'resolved' || !resolution.answers.every(({ container }) => container === owner))
    return undefined;
  const verdict = topology.reach({ from, to: { name: called }, ...(port ? { port } : {}) });
  return verdict.kind === 'reachable' ? verdict : undefined;
}

/** Unknown, where a container may publish the port that was dialled: the number that it publishes one as is not known. */
function maybePublished(node: Node, port: Port, direct: Verdict): Verdict | undefined {
  if (direct.kind !== 'blocked' || direct.failure === 'refused') return undefined;
  for (const {
    hostPort,
    between: [first, last],
  } of bindingsOf(node, port.protocol)) {
    if (!isKnown(hostPort) && first <= port.number && port.number <= last)
      return unknown(direct, 'host-port-unknown', { port: port.toString(), why: hostPort.why });
  }
  return undefined;
}

function dialledEnd(
  topology: Topology,
  from: Origin,
  node: Node,
  dialled: Knowable<number>,
  protocol: Protocol,
): string {
  if (!isKnown(dialled)) return PICKED;
  const binding = reachedAs(topology, from, node, Port.of(dialled, protocol));
  return hostEnd(from, binding?.hostAddress, dialled);
}

/** What dials a port of the Docker host: on the host itself its loopback, where that is published. */
function hostEnd(from: Origin, address: Binding['hostAddress'], port: number): string {
  const isAnywhere = address === undefined || (isKnown(address) && address.isUnspecified);
  if (typeof from !== 'string' && from.kind === 'host' && isAnywhere) return `localhost:${port}`;
  if (isAnywhere || !isKnown(address)) return `host:${port}`;
  return address.family === 6 ? `[${address.toString()}]:${port}` : `${address.toString()}:${port}`;
}

function howTo(
  topology: Topology,
  from: Origin,
  node: Node,
  port: Port | undefined,
  verdict: Verdict,
): Pick<Dial, 'as' | 'nameless'> {
  if (verdict.kind !== 'reachable') return {};
  if (verdict.dialled !== undefined)
    return { as: dialledEnd(topology, from, node, verdict.dialled, port?.protocol ?? 'tcp') };
  const { name, address } = verdict;
  const withPort = (text: string): string =>
    port ? `${text.includes(':') ? `[${text}]` : text}:${port.number}` : text;
  if (name !== undefined) return { as: withPort(name) };
  if (typeof from !== 'string' && topology.node(node.name).sandbox?.kind === 'host') return { as: withPort('host') };
  if (node.sandbox?.owner && node.sandbox.owner === nodeOf(topology, from)?.sandbox?.owner) {
    return { as: withPort('localhost') };
  }
  const [published] = port ? atHost(topology, from, node, port) : [];
  if (published) return { as: published.as };
  const as = address !== undefined && isKnown(address) ? { as: withPort(address.toString()) } : {};
  const why = namelessReason(topology, from, node);
  return why === undefined ? as : { ...as, nameless: why };
}

function nodeOf(topology: Topology, from: Origin): Node | undefined {
  return typeof from === 'string' ? topology.node(from) : undefined;
}

/** Why none of its names leads to a container, and what would give it one. */
export function namelessReason(topology: Topology, from: Origin, node: Node): string | undefined {
  if (typeof from !== 'string') return `${originText(from)} does not know the names of containers`;
  const names = new Set([node.name, ...(node.sandbox?.endpoints ?? []).flatMap((endpoint) => [...namesOf(endpoint)])]);
  const reasons = [...names].map((name) => topology.resolve(from, name));
  if (reasons.some(({ kind }) => kind === 'resolved')) return undefined;
  const denied = reasons.find((one) => one.kind === 'no-such-name');
  return denied?.kind === 'no-such-name' ? `${denied.why}; ${denied.fix}` : undefined;
}

function bindingsOf({ sandbox }: Node, protocol: Protocol): readonly Binding[] {
  return (sandbox?.owner?.bindings ?? []).filter((one) => one.protocol === protocol);
}

/** How a container publishes a port of the host: of several addresses, the first at which that is reached. */
function reachedAs(topology: Topology, from: Origin, node: Node, port: Port): Binding | undefined {
  const all = bindingsOf(node, port.protocol).filter(({ hostPort }) => hostPort === port.number);
  if (all.length < 2) return all[0];
  const kindAt = ({ hostAddress }: Binding): Verdict['kind'] => {
    if (hostAddress === undefined || !isKnown(hostAddress) || hostAddress.isUnspecified) return 'reachable';
    return topology.reach({ from, to: { address: hostAddress.toString() }, port }).kind;
  };
  // what addresses the host has need not be known
  return all.find((one) => kindAt(one) === 'reachable') ?? all.find((one) => kindAt(one) !== 'blocked') ?? all[0];
}

function listensOn(node: Node, port: Port): boolean {
  return knownPorts(node).some((one) => one.equals(port));
}

/** Ports of the host that are published for a port of a container. */
function atHost(topology: Topology, from: Origin, node: Node, port: Port): Instead[] {
  return bindingsOf(node, port.protocol).flatMap((binding): Instead[] => {
    const { containerPort, hostPort, hostAddress } = binding;
    if (containerPort !== port.number) return [];
    if (!isKnown(hostPort)) {
      const { kind } = topology.reach({ from, to: node.name, port });
      const why = `a port that the engine picks for ${port.toString()}: docker port ${node.name} tells it`;
      return kind === 'reachable' ? [{ as: PICKED, why }] : [];
    }
    const dialled = Port.of(hostPort, port.protocol);
    if (reachedAs(topology, from, node, dialled) !== binding) return [];
    const verdict = topology.reach({ from, to: { publishedBy: node.name }, port: dialled });
    if (verdict.kind !== 'reachable') return [];
    return [{ as: hostEnd(from, hostAddress, hostPort), why: `which is published for ${port.toString()}` }];
  });
}

/** Ports that a container is known to listen on, where the one that was asked for is not among them. */
function atOwnPorts(topology: Topology, from: Origin, node: Node, asked: Port): Instead[] {
  if (listensOn(node, asked)) return [];
  return knownPorts(node).flatMap((port): Instead[] => {
    if (port.protocol !== asked.protocol) return [];
    const { verdict, as } = dialAny(topology, from, node.name, port);
    if (verdict.kind !== 'reachable' || as === undefined) return [];
    return [{ as, why: `where ${node.name} is known to listen` }];
  });
}
