import { newestOf } from '../definition/engine-version';
import { IpAddress, type IpFamily } from '../../values/address';
import { ModelError, quoted } from '../../values/model-error';
import { Port } from '../../values/port';
import { isKnown, known, Unknown } from '../../values/unknown';
import { type ContainerSpec, DEFAULT_ENGINE, type Listener, type NetworkDefinition } from '../definition/docker-host';
import { nameOf } from '../definition/docker-reading';
import { subnetsOf } from '../definition/ipam';
import { takes } from '../flow/question';
import {
  ENGINE_HOST,
  FROM_DOCUMENTATION,
  OTHER_MACHINE,
  type Destination,
  type Origin,
  type Verdict,
} from '../flow/verdict';
import { PICKABLE } from '../state/port-bindings';
import { type TopologyOptions } from '../state/topology-options';
import { Topology } from '../topology';
import { GATEWAY_BRIDGE, localHost } from './node-host';
import { placementOf } from './placement';
import { type DockerSwarm, type SwarmPort, type SwarmNode, type SwarmService } from './swarm';
import { type Member, OverlayMembers } from './swarm-names';
import { type SwarmGap } from './swarm-reason';
import {
  blocked,
  type SwarmAnswer,
  type SwarmFlow,
  type SwarmHop,
  type SwarmOrigin,
  type SwarmResolution,
  type SwarmVerdict,
  undecided,
  unknown,
} from './swarm-verdict';

/** What can happen to a node. */
export interface SwarmAction {
  /** The node is lost: its containers are gone, and tasks of services run on other nodes that may have them. */
  readonly do: 'node-down';
  /** Name of the host on which it is done. */
  readonly node: string;
}

/** A sender as it is known once it is looked up. */
type Sender =
  | { readonly kind: 'container'; readonly node: SwarmNode; readonly container: ContainerSpec }
  | { readonly kind: 'task'; readonly service: SwarmService }
  | { readonly kind: 'node'; readonly node: SwarmNode }
  | { readonly kind: 'outside' };

/**
 * Engines that are joined in a swarm, with everything that runs on them. Each node is an engine of its own; overlay
 * networks and the ports of services lead from one to another.
 *
 * @see https://docs.docker.com/engine/network/drivers/overlay/
 * @see https://docs.docker.com/engine/swarm/ingress/
 */
export class SwarmTopology {
  readonly #overlays: ReadonlyMap<string, NetworkDefinition>;
  readonly #nodes: ReadonlyMap<string, { readonly node: SwarmNode; readonly topology: Topology }>;
  readonly #members: OverlayMembers;

  private constructor(
    /** As it was defined. */
    readonly swarm: DockerSwarm,
    private readonly options: TopologyOptions,
  ) {
    this.#overlays = new Map(swarm.networks.items.flatMap((one) => (isKnown(one.name) ? [[one.name, one]] : [])));
    this.#nodes = new Map(
      swarm.nodes.items.map((node) => {
        const topology = Topology.of(localHost(node, this.#overlays), options);
        return [node.name, { node, topology }];
      }),
    );
    this.#members = new OverlayMembers(swarm, this.#overlays);
  }

  /** What the definition means once every container and task runs. */
  static of(swarm: DockerSwarm, options: TopologyOptions = {}): SwarmTopology {
    return new SwarmTopology(swarm, options);
  }

  /**
   * The swarm after something happened; this one stays as it is.
   * @throws ModelError node-unknown
   */
  after(...actions: readonly SwarmAction[]): SwarmTopology {
    const lost = new Set(actions.map(({ node }) => this.#node(node).node));
    const items = this.swarm.nodes.items.filter((node) => !lost.has(node));
    return new SwarmTopology({ ...this.swarm, nodes: { ...this.swarm.nodes, items } }, this.options);
  }

  /** All answers to a name as a container or a task would get them. */
  resolve(from: SwarmOrigin, name: string): SwarmResolution {
    const sender = this.#sender(from);
    if (sender.kind === 'node' || sender.kind === 'outside')
      return { kind: 'no-such-name', why: 'only containers ask the resolver of the engine' };
    const local = sender.kind === 'container' ? this.#localAnswers(sender, name) : undefined;
    if (local?.resolution && local.first) return local.resolution;
    const [endpoints, engine] =
      sender.kind === 'container'
        ? [sender.container.endpoints.items, sender.node.host.engine]
        : [sender.service.networks.items, newestOf(this.swarm.nodes.items.map(({ host }) => host.engine))];
    for (const network of this.#members.ordered(endpoints, engine)) {
      const answers = this.#members.answers(network, name);
      if (!isKnown(answers)) return undecided({ code: 'names-unknown', facts: { network, why: answers.why } });
      if (answers.length > 0) return { kind: 'resolved', answers };
    }
    if (local?.resolution) return local.resolution;
    if (!this.swarm.nodes.complete || !this.swarm.services.complete)
      return undecided({ code: 'containers-unknown', facts: {} });
    return { kind: 'no-such-name', why: `nothing on its networks is called ${name}` };
  }

  /** Who answers a flow, by which way, or what blocks it. */
  reach(flow: SwarmFlow): SwarmVerdict {
    const sender = this.#sender(flow.from);
    if (sender.kind === 'container' && sender.container.running !== true) {
      const { running } = sender.container;
      const facts = { container: nameOf(sender.container), node: sender.node.name };
      return isKnown(running)
        ? blocked([], 'no-route', { code: 'not-running', facts })
        : unknown([], { code: 'container-state-unknown', facts: { ...facts, why: running.why } });
    }
    const { to, port } = flow;
    if ('name' in to) return this.#toName(sender, to.name, port);
    if ('service' in to) return this.#byAnyWay(sender, this.#service(to.service), port);
    if ('on' in to) return this.#toContainer(sender, this.#container(to), to.on, port, to.family);
    if ('node' in to) return this.#toNode(sender, this.#node(to.node).node, port, undefined);
    if ('address' in to) return this.#toAddress(sender, to.address, port);
    return (
      this.#leave(sender, port) ?? { kind: 'reachable', trace: [], by: ['outside'], listenerKnown: port === undefined }
    );
  }

  /** What the node of a container knows of a name: its hosts file comes before all networks. */
  #localAnswers(
    { node, container }: Extract<Sender, { kind: 'container' }>,
    name: string,
  ): { readonly resolution: SwarmResolution; readonly first: boolean } | undefined {
    const resolution = this.#node(node.name).topology.resolve(nameOf(container), name);
    if (resolution.kind === 'no-such-name') return undefined;
    if (resolution.kind === 'unknown') {
      const facts = { node: node.name, reason: resolution.reason };
      return { resolution: undecided({ code: 'undecided-on-node', facts }), first: false };
    }
    // the gateway bridge has no names
    const answers = resolution.answers.filter(({ network }) => network !== GATEWAY_BRIDGE);
    if (answers.length === 0) return undefined;
    const mapped = answers.map(({ address, network, container: owner }): SwarmAnswer => ({
      address,
      ...(network === undefined ? {} : { network }),
      ...(owner === undefined ? {} : { of: { container: owner, node: node.name } }),
    }));
    return { resolution: { kind: 'resolved', answers: mapped }, first: resolution.resolver === 'hosts file' };
  }

  #toName(sender: Sender, name: string, port: Port | undefined): SwarmVerdict {
    const address = IpAddress.tryParse(name);
    if (address) return this.#toAddress(sender, name, port);
    const resolution = this.resolve(originOf(sender), name);
    if (resolution.kind === 'unknown') return unknown([], resolution.reason);
    const nameless = { code: 'no-such-name', facts: { name } } as const;
    if (resolution.kind === 'no-such-name') return blocked([], 'no-such-name', nameless);
    const verdicts = resolution.answers.map((answer) => this.#toAnswer(sender, answer, port));
    const [first] = verdicts;
    const open = verdicts.filter((one) => one.kind === 'reachable');
    const [best] = open;
    if (!first || !best) {
      return verdicts.find(({ kind }) => kind === 'unknown') ?? first ?? blocked([], 'no-such-name', nameless);
    }
    // a program that opens a connection goes on to the next address; a ping or a datagram has only the first
    if (open.length < verdicts.length && port?.protocol !== 'tcp')
      return unknown([], { code: 'answers-differ', facts: { name, answers: verdicts.length } });
    return { ...best, by: [...new Set(open.flatMap(({ by }) => by))] };
  }

  #toAnswer(sender: Sender, { address, network, of, virtual }: SwarmAnswer, port: Port | undefined): SwarmVerdict {
    if (of && 'service' in of) return this.#toService(sender, of.service, network ?? '', port, virtual === true);
    if (of && network !== undefined) return this.#toContainer(sender, this.#container(of), network, port);
    return isKnown(address)
      ? this.#toAddress(sender, address.toString(), port)
      : unknown([], { code: 'address-unknown', facts: { why: address.why } });
  }

  #service(name: string): SwarmService {
    const service = this.swarm.services.items.find((one) => one.name === name);
    if (service) return service;
    throw new ModelError('service-unknown', `there is no service ${quoted(name)} in this swarm`, 'use its name');
  }

  /** By its name where both are on one network, else by a port that it publishes on the nodes. */
  #byAnyWay(sender: Sender, service: SwarmService, port: Port | undefined): SwarmVerdict {
    const name = nameOf(service);
    const shared = service.networks.items.map(({ network }) => known(network) ?? '').find((one) => isOn(sender, one));
    if (shared !== undefined) {
      const mode = service.endpointMode;
      if (!isKnown(mode))
        return unknown([], { code: 'endpoint-mode-unknown', facts: { service: name, why: mode.why } });
      return this.#toService(sender, name, shared, port, mode === 'vip');
    }
    const unread = service.networks.items.find(({ network }) => !isKnown(network))?.network;
    if (unread instanceof Unknown)
      return unknown([], { code: 'service-networks-unknown', facts: { service: name, why: unread.why } });
    const published = service.ports.items.filter(({ protocol }) => protocol === port?.protocol);
    const entry = published.find((one) => one.published === port?.number);
    if (port && entry) {
      const left = this.#leave(sender, port);
      return left ?? this.#toPublished(sender, undefined, service, entry, port);
    }
    const open = port && published.map((one) => one.published).find((one) => one instanceof Unknown);
    if (open instanceof Unknown)
      return unknown([], { code: 'published-port-unknown', facts: { service: name, why: open.why } });
    if (!service.ports.complete) return unknown([], { code: 'service-ports-unknown', facts: { service: name } });
    const meant = published.find(({ target }) => target === port?.number)?.published;
    const facts = {
      service: name,
      ...('service' in sender || 'container' in sender ? { member: hopOf(sender, port).where } : {}),
      ...(port ? { port: port.toString() } : {}),
      ...(meant !== undefined && isKnown(meant) ? { instead: meant } : {}),
    };
    return blocked([hopOf(sender, port)], port ? 'refused' : 'no-route', { code: 'no-way-to-service', facts });
  }

  /** A service on a network that the sender is on. */
  #toService(sender: Sender, name: string, network: string, port: Port | undefined, virtual: boolean): SwarmVerdict {
    const service = this.#service(name);
    const trace: SwarmHop[] = [hopOf(sender, port), { where: `network ${network}`, what: 'both are members' }];
    const { some } = placementOf(this.swarm, service);
    if (!isKnown(some)) return unknown(trace, { code: 'tasks-unknown', facts: { service: name, why: some.why } });
    if (virtual) {
      if (!port) return unknown(trace, { code: 'virtual-address-pinged', facts: { service: name } });
      const what = `the virtual address of ${name} leads to one of its tasks`;
      trace.push({ where: 'address translation', what, relies: FROM_DOCUMENTATION });
    }
    if (!some) return blocked(trace, virtual ? 'refused' : 'timeout', { code: 'no-task', facts: { service: name } });
    return listens(trace, service.listeners, port, name, undefined);
  }

  #toContainer(
    sender: Sender,
    { node, container }: Pick<Member, 'node' | 'container'>,
    network: string,
    port: Port | undefined,
    family?: IpFamily,
  ): SwarmVerdict {
    const name = nameOf(container);
    const overlay = this.#overlays.get(network);
    if (!overlay) {
      const to = { container: name, on: network, ...(family === undefined ? {} : { family }) };
      return this.#toLocal(sender, node, to, network, port);
    }
    if (family === 6 && overlay.ipv6 !== false)
      return unknown([], { code: 'overlay-ipv6-unobserved', facts: { network } });
    if (family === 6) return blocked([], 'no-route', { code: 'no-address', facts: { container: name, network } });
    const endpoint = container.endpoints.items.find((one) => one.network === network);
    if (!endpoint) return blocked([], 'no-route', { code: 'no-address', facts: { container: name, network } });
    if (container.running !== true)
      return blocked([], 'timeout', { code: 'not-running', facts: { container: name, node: node.name } });
    if (sender.kind === 'container' && sender.container === container && sender.node === node)
      return listens([hopOf(sender, port)], container.listeners, port, name, node.name);
    const trace: SwarmHop[] = [hopOf(sender, port)];
    if (!isOn(sender, network)) return this.#pastOverlay(sender, network, port);
    const here = sender.kind === 'container' ? sender.node : undefined;
    const what =
      here === node ? `both are members, on ${node.name}` : `carries it to ${node.name} in a packet between the nodes`;
    trace.push({ where: `network ${network}`, what });
    trace.push({ node: node.name, where: `container ${name}`, what: `arrives on ${network}` });
    return listens(trace, listenersOf(node, container), port, name, node.name);
  }

  /** Only members have a route into an overlay network; what others send there leaves as to any other address. */
  #pastOverlay(sender: Sender, network: string, port: Port | undefined): SwarmVerdict {
    const reason = { code: 'not-on-overlay', facts: { network } } as const;
    const left = sender.kind === 'container' ? this.#leave(sender, undefined) : undefined;
    if (left?.kind === 'blocked') return blocked(left.trace, left.failure, reason);
    return blocked([hopOf(sender, port)], 'timeout', reason);
  }

  /** A network of one node. */
  #toLocal(sender: Sender, node: SwarmNode, to: Destination, network: string, port: Port | undefined): SwarmVerdict {
    if (sender.kind === 'container' && sender.node === node)
      return this.#onNode(node, nameOf(sender.container), to, port);
    if (sender.kind === 'node' && sender.node === node) return this.#onNode(node, ENGINE_HOST, to, port);
    const left = sender.kind === 'outside' ? undefined : this.#leave(sender, port);
    if (left) return left;
    if (node.host.engine.routedFromOutside) return this.#onNode(node, OTHER_MACHINE, to, port);
    const facts = { network, node: node.name };
    return blocked([hopOf(sender, port)], 'timeout', { code: 'not-on-this-node', facts });
  }

  #toAddress(sender: Sender, text: string, port: Port | undefined): SwarmVerdict {
    const address = IpAddress.tryParse(text);
    if (!address) return this.#toName(sender, text, port);
    const owner = this.swarm.nodes.items.find(({ host }) => hasAddress(host.engine.addresses, address));
    if (owner) return this.#toNode(sender, owner, port, text);
    for (const network of this.#overlays.keys()) {
      const member = this.#members.containersOn(network).find(({ endpoint }) => hasEndpoint(endpoint, address));
      if (member) return this.#toContainer(sender, member, network, port);
    }
    const overlay = [...this.#overlays.values()].find((one) => isWithin(one, address));
    if (overlay) {
      const name = nameOf(overlay);
      return isOn(sender, name)
        ? unknown([], { code: 'address-maybe-given', facts: { address: text, network: name } })
        : this.#pastOverlay(sender, name, port);
    }
    if (sender.kind === 'task' || sender.kind === 'outside') {
      const asks = sender.kind === 'task' ? 'a task' : 'another machine';
      return unknown([], { code: 'stranger-elsewhere', facts: { address: text, from: asks } });
    }
    const from = sender.kind === 'node' ? ENGINE_HOST : nameOf(sender.container);
    const verdict = this.#onNode(sender.node, from, { address: text }, port);
    return sender.kind === 'container' ? this.#withOverlays(verdict, sender.container) : verdict;
  }

  /** An address of a node: ports of services on every node, or what the engine there publishes. */
  #toNode(sender: Sender, node: SwarmNode, port: Port | undefined, address: string | undefined): SwarmVerdict {
    const left = isOf(sender, node) || sender.kind === 'outside' ? undefined : this.#leave(sender, port);
    if (left) return left;
    const published = port && this.#publishedOn(node, port);
    if (published && 'code' in published) return unknown([], published);
    if (published) {
      // the way to the own node has to be open as well
      const away = isOf(sender, node) && sender.kind === 'container' ? this.#leave(sender, undefined) : undefined;
      return away ?? this.#toPublished(sender, node, published.service, published.port, port);
    }
    const to: Destination = address === undefined ? ENGINE_HOST : { address };
    if (!isOf(sender, node)) return this.#onNode(node, OTHER_MACHINE, to, port);
    return this.#onNode(node, sender.kind === 'container' ? nameOf(sender.container) : ENGINE_HOST, to, port);
  }

  /** The service that a port of a node belongs to. */
  #publishedOn(
    node: SwarmNode,
    port: Port,
  ): { readonly service: SwarmService; readonly port: SwarmPort } | SwarmGap | undefined {
    let open: SwarmGap | undefined;
    for (const service of this.swarm.services.items) {
      const of = { service: nameOf(service) };
      for (const one of service.ports.items) {
        if (one.protocol !== port.protocol) continue;
        if (one.published === undefined) {
          const [first, last] = PICKED[one.mode];
          if (first <= port.number && port.number <= last) open ??= { code: 'published-port-picked', facts: of };
        } else if (!isKnown(one.published))
          open ??= { code: 'published-port-unknown', facts: { ...of, why: one.published.why } };
        else if (one.published === port.number) {
          const here = one.mode === 'ingress' || placementOf(this.swarm, service).on(node);
          if (here === true) return { service, port: one };
          if (!isKnown(here)) open ??= { code: 'tasks-unknown', facts: { ...of, why: here.why } };
        }
      }
      if (!service.ports.complete) open ??= { code: 'service-ports-unknown', facts: of };
    }
    return open;
  }

  #toPublished(
    sender: Sender,
    node: SwarmNode | undefined,
    service: SwarmService,
    { target, mode, protocol, published }: SwarmPort,
    port: Port,
  ): SwarmVerdict {
    const name = nameOf(service);
    const trace: SwarmHop[] = [hopOf(sender, port)];
    const dialled = known(published) ?? port.number;
    const what =
      mode === 'ingress'
        ? `port ${dialled} of every node leads to any task of ${name}`
        : `port ${dialled} leads to the task of ${name} on the node that runs it`;
    trace.push({
      ...(node === undefined ? {} : { node: node.name }),
      where: mode === 'ingress' ? 'routing mesh' : 'address translation',
      what,
      relies: FROM_DOCUMENTATION,
    });
    const { some } = placementOf(this.swarm, service);
    if (!isKnown(some)) return unknown(trace, { code: 'tasks-unknown', facts: { service: name, why: some.why } });
    if (!some) return blocked(trace, 'timeout', { code: 'no-task', facts: { service: name } });
    // the node leads to a task by the way out that the task has
    if (mode === 'host' && service.networks.items.length > 0) {
      const leadsOut = this.#leadsOut(service);
      if (leadsOut === undefined) return unknown(trace, { code: 'way-out-unknown', facts: { service: name } });
      if (!leadsOut) return blocked(trace, 'refused', { code: 'no-way-out', facts: { service: name } });
    }
    if (!isKnown(target))
      return unknown(trace, { code: 'target-port-unknown', facts: { service: name, why: target.why } });
    return listens(trace, service.listeners, Port.of(target, protocol), name, undefined);
  }

  /** Whether what a sender dials elsewhere leaves its node; undefined when it does. */
  #leave(sender: Sender, port: Port | undefined): SwarmVerdict | undefined {
    if (sender.kind === 'outside' || sender.kind === 'node') return undefined;
    if (sender.kind === 'task') {
      const leadsOut = this.#leadsOut(sender.service);
      if (leadsOut === true) return undefined;
      const facts = { service: nameOf(sender.service) };
      return leadsOut === false
        ? blocked([hopOf(sender, port)], 'no-route', { code: 'no-way-out', facts })
        : unknown([], { code: 'way-out-unknown', facts });
    }
    const { node, container } = sender;
    const verdict = this.#onNode(node, nameOf(container), OTHER_MACHINE, port);
    return verdict.kind === 'reachable' ? undefined : this.#withOverlays(verdict, container);
  }

  /** Whether tasks of a service have a way to their node and out of it: overlays that are not internal bring one. */
  #leadsOut({ networks, ports }: SwarmService): boolean | undefined {
    const overlays = networks.items.map(({ network }) => this.#overlays.get(known(network) ?? ''));
    if (overlays.some((one) => one?.internal === false)) return true;
    // a port of the routing mesh brings the network of the mesh, which leads out
    if (ports.items.some(({ mode }) => mode === 'ingress')) return true;
    const inside = overlays.length > 0 && overlays.every((one) => one?.internal === true);
    return inside && ports.complete && networks.complete ? false : undefined;
  }

  /** For its own node a container on overlay networks alone has no network; the reason to give is that those are internal. */
  #withOverlays(verdict: SwarmVerdict, container: ContainerSpec): SwarmVerdict {
    if (verdict.kind !== 'blocked' || verdict.reason.code !== 'on-node') return verdict;
    const isInside = container.endpoints.items.some(({ network }) => this.#overlays.has(known(network) ?? ''));
    if (!isInside || verdict.reason.facts.reason.code !== 'no-network') return verdict;
    return blocked(verdict.trace, verdict.failure, { code: 'no-way-out', facts: { container: nameOf(container) } });
  }

  #onNode(node: SwarmNode, from: Origin, to: Destination, port: Port | undefined): SwarmVerdict {
    const verdict = this.#node(node.name).topology.reach({ from, to, ...(port ? { port } : {}) });
    return onNode(node.name, verdict);
  }

  #sender(from: SwarmOrigin): Sender {
    if ('kind' in from) return from;
    if ('service' in from) return { kind: 'task', service: this.#service(from.service) };
    if ('container' in from) return { kind: 'container', ...this.#container(from) };
    return { kind: 'node', node: this.#node(from.node).node };
  }

  #container({ container: name, node }: { container: string; node?: string }): Pick<Member, 'node' | 'container'> {
    const found = this.swarm.nodes.items.flatMap((one) =>
      node === undefined || one.name === node
        ? one.host.containers.items
            .filter((each) => nameOf(each) === name)
            .map((container) => ({ node: one, container }))
        : [],
    );
    const [first] = found;
    if (first && found.length === 1) return first;
    throw new ModelError(
      'container-unknown',
      first
        ? `several nodes have a container ${quoted(name)}: ${found.map((one) => one.node.name).join(', ')}`
        : `no node of the swarm has a container ${quoted(name)}`,
      'name the container and its node',
    );
  }

  #node(name: string): { readonly node: SwarmNode; readonly topology: Topology } {
    const found = this.#nodes.get(name);
    if (found) return found;
    const names = [...this.#nodes.keys()].join(', ');
    throw new ModelError(
      'node-unknown',
      `there is no node ${quoted(name)}; the swarm has ${names}`,
      'use its host name',
    );
  }
}

/** Which ports may be picked where none is given: by the swarm for the routing mesh, by the engine of a node for that node. */
const PICKED: Readonly<Record<SwarmPort['mode'], readonly [first: number, last: number]>> = {
  // https://docs.docker.com/engine/swarm/key-concepts/#load-balancing
  ingress: [30_000, 32_767],
  host: PICKABLE,
};

/** A verdict of one engine, with the node at every hop. */
function onNode(node: string, verdict: Verdict): SwarmVerdict {
  const trace = verdict.trace.map((hop): SwarmHop => ({ ...hop, node }));
  switch (verdict.kind) {
    case 'reachable':
      return { kind: 'reachable', trace, by: verdict.by, listenerKnown: verdict.listenerKnown };
    case 'blocked':
      return blocked(trace, verdict.failure, { code: 'on-node', facts: { node, reason: verdict.reason } });
    case 'unknown':
      return unknown(trace, { code: 'undecided-on-node', facts: { node, reason: verdict.reason } });
  }
}

/** Whether one of the processes takes what arrives. */
function listens(
  trace: readonly SwarmHop[],
  listeners: readonly Listener[] | undefined,
  port: Port | undefined,
  name: string,
  node: string | undefined,
): SwarmVerdict {
  if (port && listeners?.some((one) => takes(one, port, undefined)) === false) {
    const at = node === undefined ? `service ${name}` : `container ${name} on ${node}`;
    return blocked(trace, 'refused', { code: 'nothing-listens', facts: { port: port.toString(), at } });
  }
  return { kind: 'reachable', trace, by: [name], listenerKnown: !port || listeners !== undefined };
}

/** What listens in the namespace of a container: its own processes, and those of containers that share it. */
function listenersOf({ host }: SwarmNode, container: ContainerSpec): readonly Listener[] | undefined {
  const sharers = host.containers.items.filter(({ namespace, running }) => {
    const mode = known(namespace);
    return running === true && mode?.kind === 'container' && mode.container === container.name;
  });
  const lists = [container, ...sharers].map(({ listeners }) => listeners);
  return lists.every((one) => one !== undefined) ? lists.flat() : undefined;
}

function hopOf(sender: Sender, port: Port | undefined): SwarmHop {
  const what = port ? `dials ${port.number}/${port.protocol}` : 'pings';
  switch (sender.kind) {
    case 'container':
      return { node: sender.node.name, where: `container ${nameOf(sender.container)}`, what };
    case 'task':
      return { where: `a task of ${nameOf(sender.service)}`, what };
    case 'node':
      return { node: sender.node.name, where: 'host', what };
    case 'outside':
      return { where: 'another machine', what };
  }
}

function originOf(sender: Sender): SwarmOrigin {
  switch (sender.kind) {
    case 'container':
      return { container: nameOf(sender.container), node: sender.node.name };
    case 'task':
      return { service: nameOf(sender.service) };
    case 'node':
      return { node: sender.node.name };
    case 'outside':
      return sender;
  }
}

function isOn(sender: Sender, network: string): boolean {
  if (sender.kind === 'container') return sender.container.endpoints.items.some((one) => one.network === network);
  return sender.kind === 'task' && sender.service.networks.items.some((one) => one.network === network);
}

function isOf(sender: Sender, node: SwarmNode): boolean {
  return (sender.kind === 'container' || sender.kind === 'node') && sender.node === node;
}

function hasAddress(addresses: readonly string[], address: IpAddress): boolean {
  return addresses.some((text) => IpAddress.tryParse(text)?.equals(address) === true);
}

function hasEndpoint({ ipv4, ipv6 }: Member['endpoint'], address: IpAddress): boolean {
  return hasAddress(
    [ipv4, ipv6].flatMap((text) => known(text) ?? []),
    address,
  );
}

function isWithin(network: NetworkDefinition, address: IpAddress): boolean {
  return subnetsOf(network, DEFAULT_ENGINE).some(({ cidr }) => cidr.contains(address));
}
