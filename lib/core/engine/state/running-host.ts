import { does } from '../definition/engine-version';
import { IpAddress } from '../../values/address';
import {
  DEFAULT_ENGINE,
  type ContainerSpec,
  type DockerHost,
  type EndpointDefinition,
  type EngineSettings,
  type Listener,
  type NetworkDefinition,
} from '../definition/docker-host';
import { ModelError, quoted } from '../../values/model-error';
import { nearest } from '../../values/similar';
import { defaultBridge, networkOf } from './network';
import { type Port } from '../../values/port';
import { type Action } from './action';
import { startedAttachmentsOf, openIn, openNamesOf } from './attachment';
import { Addresses, isPlaced } from './addresses';
import { HostsFiles } from './hosts-file';
import { interfaceNameOf } from './interface-name';
import { emptySandbox, freeze, type LiveEndpoint, type LiveNetwork, type LiveNode, type LiveSandbox } from './live';
import { PortBindings } from './port-bindings';
import { type TopologyOptions } from './topology-options';
import { isPredefined } from '../definition/docker-reading';
import { collide, listenerPort } from '../definition/host-port';
import { parseLink } from '../definition/links';
import { byPrecedence } from '../definition/precedence';
import {
  bindingsOf,
  isWithoutAddress,
  legacyLinksOf,
  publishersOf,
  readLinks,
  withTargetRenamed,
  type Binding,
  type Endpoint,
  type Network,
  type Node,
  type OpenBinding,
  type Sandbox,
} from './sandbox';
import { inOrder } from '../../values/graph';
import { isKnown, Unknown, type Knowable } from '../../values/unknown';

/**
 * One Docker host after its containers started and a sequence of actions happened: who runs, on which networks, at which
 * addresses, behind which published ports. It keeps state; `Topology` is what can be asked about it.
 */
export class RunningHost {
  readonly engine: EngineSettings;
  readonly #hostSandbox = emptySandbox(undefined);
  /** Addresses of the host on its own network; those of bridges are with the networks. */
  readonly hostAddresses: readonly IpAddress[];
  readonly outsideAddress: IpAddress | undefined;
  readonly outsideAddresses: readonly IpAddress[];
  readonly #nodes = new Map<string, LiveNode>();
  readonly #networks = new Map<string, LiveNetwork>();
  readonly #addresses: Addresses;
  readonly #hostsFiles: HostsFiles;
  readonly #bindings: PortBindings;
  readonly #byPrecedence: (a: LiveEndpoint, b: LiveEndpoint) => number;
  readonly #removed = new Set<string>();
  readonly #removedNetworks = new Set<string>();
  /** Whether the containers of the definition are being started; their order is known only where the options say so. */
  #starting = true;
  #incomplete: readonly Node[] | undefined;
  /** Namespaces of containers that ended before others that share them, by the names of the containers. */
  readonly #left = new Map<string, LiveSandbox>();

  constructor(
    readonly host: DockerHost,
    readonly options: TopologyOptions,
    readonly actions: readonly Action[],
  ) {
    this.engine = { ...DEFAULT_ENGINE, ...host.engine };
    this.hostAddresses = this.engine.addresses.flatMap((text) => IpAddress.tryParse(text) ?? []);
    this.#byPrecedence = byPrecedence(this.engine);
    const isInOrder = options.startsInOrder === true;
    this.#addresses = new Addresses(host, this.engine, isInOrder);
    this.#hostsFiles = new HostsFiles(this.engine, this.#nodes);
    this.#bindings = new PortBindings(this.engine, isInOrder, () => this.#hostSandbox.members);
    const { address, addresses = [] } = options.outside ?? {};
    this.outsideAddresses = [...(address === undefined ? [] : [address]), ...addresses].flatMap(
      (text) => IpAddress.tryParse(text) ?? [],
    );
    this.outsideAddress = this.outsideAddresses[0];
    if (this.engine.defaultBridge?.exists !== false) this.#addNetwork(defaultBridge(this.engine));
    for (const definition of host.networks.items) this.#addNetwork(networkOf(definition, this.engine));
    for (const spec of host.containers.items) this.#addNode(spec);
    const nodes = inOrder(this.#nodes.values(), (one) => this.#needed(one));
    for (const node of nodes) if (node.spec.running !== false) this.#start(node);
    this.#weighOrder(nodes);
    for (const node of this.#nodes.values()) {
      this.#hostsFiles.writeLinks(node, this.#isSeen); // whatever the order of the definition
      this.#hostsFiles.takeSeenLines(node);
    }
    this.#starting = false;
    for (const action of actions) this.#perform(action);
    freeze(this.#nodes.values(), this.#networks.values(), this.#hostSandbox);
  }

  /** The namespace of the machine itself. */
  get hostSandbox(): Sandbox {
    return this.#hostSandbox;
  }

  get nodes(): ReadonlyMap<string, Node> {
    return this.#nodes;
  }

  get networks(): ReadonlyMap<string, Network> {
    return this.#networks;
  }

  /** Containers of which not all attachments are known. */
  get incomplete(): readonly Node[] {
    return (this.#incomplete ??= [...this.#nodes.values()].filter(({ sandbox }) => sandbox?.incomplete !== undefined));
  }

  /**
   * The container of that name.
   * @throws ModelError container-unknown
   */
  node(name: string): Node {
    return this.#node(name);
  }

  #node(name: string): LiveNode {
    const node = this.#nodes.get(name);
    if (node) return node;
    const names = [...this.#nodes.keys()];
    const meant = nearest(name, names);
    throw new ModelError(
      'container-unknown',
      `there is no container ${quoted(name)} on this host; it has ${listed(names)}`,
      meant === undefined ? 'use the name that the container has on the engine' : `did you mean ${quoted(meant)}?`,
    );
  }

  /**
   * The network of that name.
   * @throws ModelError network-unknown
   */
  network(name: string): Network {
    const network = this.#networks.get(name);
    if (network) return network;
    throw new ModelError(
      'network-unknown',
      `there is no network ${quoted(name)} on this host; it has ${listed([...this.#networks.keys()])}`,
      'use the name that the network has on the engine',
    );
  }

  /** The endpoint that has an address, when that is known. */
  endpointAt(address: IpAddress): Endpoint | undefined {
    return this.#addresses.endpointAt(address);
  }

  /** The network whose bridge has an address. */
  gatewayAt(address: IpAddress): Network | undefined {
    return this.#addresses.gatewayAt(address);
  }

  /** Ports published under a number; with those last that may be, because their number is not known. */
  bindingsOn(port: Port): readonly Binding[] {
    return this.#bindings.on(port);
  }

  /** Every published port that is up. */
  bindings(): Iterable<Binding> {
    return this.#bindings.all();
  }

  /** What may be published as well, because something about it is not known; of a host port, or all. */
  openBindings(port?: Port): readonly OpenBinding[] {
    return port ? this.#bindings.openOn(port) : this.#bindings.open;
  }

  /** The host port of a published container port; undefined when it is not published. */
  hostPortOf(container: string, port: Port): Knowable<number> | undefined {
    const node = this.node(container);
    const bindings = bindingsOf(node, port);
    // one at an address that the container cannot be published at is none
    const some = bindings.find(({ families, hostAddress }) => families.length > 0 || hostAddress === undefined);
    if (bindings.length > 0) return some?.hostPort;
    const why = this.mayPublish(node, port);
    return why === undefined ? undefined : new Unknown(why);
  }

  /** Why a container may publish one of its ports for all that is known; undefined when it does, or does not. */
  mayPublish(node: Node, { number, protocol }: Port): string | undefined {
    return this.#bindings.open.find(
      (one) =>
        one.holder === node && (one.containerPort ?? number) === number && (one.protocol ?? protocol) === protocol,
    )?.why;
  }

  #addNetwork(network: LiveNetwork): void {
    if (this.#networks.has(network.name)) return;
    this.#networks.set(network.name, network);
    this.#addresses.addNetwork(network);
  }

  #addNode(spec: ContainerSpec): void {
    const name = isKnown(spec.name) ? spec.name : spec.at.path;
    if (this.#nodes.has(name)) return;
    this.#nodes.set(name, {
      name,
      spec,
      running: false,
      paused: false,
      doubt: isKnown(spec.running) ? undefined : spec.running.why,
      hindrance: undefined,
      sandbox: undefined,
      attachments: startedAttachmentsOf(spec, this.engine),
      bindings: [],
    });
  }

  /** Whether a container is only found to run, so that nothing can keep it from starting. */
  get #isSeen(): boolean {
    return this.#starting && this.host.observed === true;
  }

  /** Whether nothing keeps containers of the definition from starting. */
  get #startsRegardless(): boolean {
    return this.#starting && this.options.startsRegardless === true;
  }

  #start(node: LiveNode): void {
    if (node.running || !(this.#isSeen || this.#linksRun(node))) return;
    let failed = false;
    node.hindrance = undefined;
    const namespace = node.spec.namespace;
    if (!isKnown(namespace)) {
      node.sandbox = emptySandbox(node, namespace.why);
    } else if (namespace.kind === 'host') {
      node.sandbox = this.#hostSandbox;
      node.sandbox.members.push(node);
    } else if (namespace.kind === 'container') {
      const sandbox = this.#join(node, namespace.container);
      if (!sandbox) return;
      if (!sandbox.members.includes(node)) sandbox.members.push(node);
      node.sandbox = sandbox;
    } else {
      node.sandbox = emptySandbox(node, undefined);
      if (namespace.kind === 'own') {
        if (!node.spec.endpoints.complete) node.sandbox.incomplete = 'not all of its networks are known';
        for (const attachment of node.attachments) if (!this.#attach(node.sandbox, attachment)) failed = true;
        if (isWithoutAddress(node.sandbox)) node.sandbox.incomplete ??= NETWORK_OF_THE_ENGINE;
        if (this.#isSeen) this.#hostsFiles.writeLeftName(node, node.sandbox);
      }
    }
    node.running = true;
    const rivals = this.#rivalsOf(node, true);
    if (this.#isSeen) {
      node.paused = node.spec.paused === true;
      return;
    }
    if (this.#startsRegardless) return;
    const taken = rivals.includes(node) || listensOnPortsOf(this.engine.listeners, node);
    if (failed || taken || !this.#startsDespite(node, rivals, 'a host port')) this.#stop(node);
    else this.#doubt(node);
  }

  /** Whether a container runs is as open as whether those do without which it does not start, and its host ports. */
  #doubt(node: LiveNode): void {
    node.doubt ??= this.#needed(node).find(({ doubt }) => doubt !== undefined)?.doubt ?? this.#bindings.mayMiss(node);
  }

  /** Whether it is open which container starts first. */
  get #isAnyOrder(): boolean {
    return this.#starting && !this.#addresses.isInOrder;
  }

  /** Where any container may start first, one that comes later here can keep an earlier one from starting as well. */
  #weighOrder(nodes: readonly LiveNode[]): void {
    if (this.#isSeen || !this.#isAnyOrder) return;
    const inHost = this.#hostSandbox.members.filter(({ running }) => running);
    for (const node of nodes) {
      if (!node.running) continue;
      const other = inHost.find(({ spec }) => listensOnPortsOf(spec.listeners, node));
      if (other) node.doubt ??= openStart(node, other, 'a host port');
      this.#doubt(node);
    }
  }

  /** Publishes the ports of a container, which starts or runs; who has one of them already. */
  #rivalsOf(node: LiveNode, starts = false): LiveNode[] {
    const rivals = this.#bindings
      .publish(node, { isFound: this.#starting, starts })
      .flatMap(({ holder }) => this.#nodes.get(holder.name) ?? []);
    return [
      ...rivals,
      ...this.#hostSandbox.members.filter(({ running, spec }) => running && listensOnPortsOf(spec.listeners, node)),
    ];
  }

  /**
   * Whether a container starts although others have what it asks for: it does not, unless it is open who started first. Then
   * neither runs for certain.
   */
  #startsDespite(node: LiveNode, rivals: readonly LiveNode[], what: string): boolean {
    if (rivals.length === 0) return true;
    if (!this.#isAnyOrder && rivals.some(({ doubt }) => doubt === undefined)) return false;
    for (const one of [node, ...rivals]) {
      const other = one === node ? rivals[0] : node;
      if (other) one.doubt ??= openStart(one, other, what);
    }
    return true;
  }

  /** The containers without which one does not start: those it links to on the default bridge, whose namespace it joins. */
  #needed({ spec, attachments }: LiveNode): readonly LiveNode[] {
    const { namespace, links } = spec;
    const owner = isKnown(namespace) && namespace.kind === 'container' ? namespace.container : undefined;
    if (links.items.length === 0 && owner === undefined) return NO_NODES;
    const linked = attachments.some(({ network }) => network === 'bridge') ? legacyLinksOf(spec) : [];
    const names = [...linked.map(({ target }) => target), ...(typeof owner === 'string' ? [owner] : [])];
    return names.flatMap((name) => this.#nodes.get(name) ?? []);
  }

  /** Whether every container that one links to on the default bridge runs: otherwise it does not start. */
  #linksRun(node: LiveNode): boolean {
    if (node.spec.links.items.length === 0) return true;
    if (!node.attachments.some(({ network }) => network === 'bridge')) return true;
    for (const link of legacyLinksOf(node.spec)) {
      const target = this.#nodes.get(link.target);
      if (!target) {
        if (this.#removed.has(link.target)) return false;
        continue;
      }
      if (!target.running) return false;
    }
    return true;
  }

  #join(node: LiveNode, ownerName: Knowable<string>): LiveSandbox | undefined {
    if (!isKnown(ownerName)) return emptySandbox(node, ownerName.why);
    const owner = this.#nodes.get(ownerName);
    if (!owner && this.#removed.has(ownerName)) return undefined;
    if (this.#isSeen && (owner ? owner.spec.running === false : this.host.containers.complete)) {
      return this.#leftBehind(ownerName, node);
    }
    if (!owner) return emptySandbox(node, `it joins container ${quoted(ownerName)}, which was not read`);
    if (!owner.running || !owner.sandbox) return undefined; // "cannot join network of a non running container"
    return owner.sandbox;
  }

  /** The namespace of a container that ended: those that share it keep it, with nothing but its loopback. */
  #leftBehind(name: string, first: LiveNode): LiveSandbox {
    const left = this.#left.get(name) ?? { ...emptySandbox(this.#nodes.get(name) ?? first, undefined), members: [] };
    this.#left.set(name, left);
    return left;
  }

  /** Joins a network; not when another container has the address that it asks for. */
  #attach(sandbox: LiveSandbox, definition: EndpointDefinition): boolean {
    if (!isKnown(definition.network)) {
      sandbox.incomplete = definition.network.why;
      return true;
    }
    if (definition.network === 'none') return true; // leaves the container with its loopback
    if (this.#removedNetworks.has(definition.network)) return false;
    const network = this.#networks.get(definition.network) ?? this.#unseenNetwork(definition.network);
    // the engine keeps the first attachment to a network and drops later ones without a word
    if (sandbox.endpoints.some((one) => one.network === network)) return true;
    const assigned = this.#starting ? definition.assigned : undefined;
    if (assigned === undefined && !this.#startsRegardless) {
      const refused = this.#addresses.refusal(network, definition);
      if (refused !== undefined) {
        const { owner } = sandbox;
        if (owner?.running === false) owner.hindrance = refused;
        return false;
      }
      if (sandbox.owner && isPlaced(definition)) {
        const rivals = this.#addresses.rivalsOf(network, definition);
        if (!this.#startsDespite(sandbox.owner, rivals, 'an address')) return false;
      }
      if (this.#addresses.isUsedUp(network, definition)) return false;
    }
    const { ipv4, ipv6, linkLocal } = this.#addresses.ofEndpoint(network, sandbox, definition, assigned);
    const endpoint: LiveEndpoint = {
      network,
      sandbox,
      aliases: definition.aliases.items.filter(isKnown),
      openNames: openNamesOf(sandbox, definition),
      openLinks: openIn(definition.links, 'not all of its links are known'),
      links: readLinks(definition.links.items),
      priority:
        typeof definition.gatewayPriority === 'number' && does(this.engine, 'gateway-priority')
          ? definition.gatewayPriority
          : 0,
      ipv4,
      ipv6,
      interfaceName: interfaceNameOf(sandbox, network, definition, this.engine),
      linkLocal,
    };
    network.members.push(endpoint);
    network.joined = true;
    this.#addresses.add(endpoint);
    sandbox.endpoints =
      sandbox.endpoints.length === 0 ? [endpoint] : [...sandbox.endpoints, endpoint].sort(this.#byPrecedence);
    this.#hostsFiles.writeOwnName(endpoint);
    return true;
  }

  /** A network that containers name and no definition has: it exists, with unknown properties. */
  #unseenNetwork(name: string): LiveNetwork {
    const definition: NetworkDefinition = {
      at: { path: name },
      name,
      driver: new Unknown(`network ${quoted(name)} was not read`),
      ipam: { items: [], complete: false },
      ipv6: false,
      internal: false,
      attachable: false,
      ingress: false,
      options: {},
      existing: true,
    };
    const network = networkOf(definition, this.engine);
    this.#addNetwork(network);
    return network;
  }

  #detach(endpoint: LiveEndpoint): void {
    this.#hostsFiles.forgetNamesOf(endpoint);
    const { members } = endpoint.network;
    members.splice(members.indexOf(endpoint), 1);
    endpoint.sandbox.endpoints = endpoint.sandbox.endpoints.filter((one) => one !== endpoint);
    this.#addresses.free(endpoint);
  }

  #stop(node: LiveNode): void {
    if (!node.running) return;
    node.running = false;
    node.paused = false;
    this.#bindings.unpublish(node);
    const { sandbox } = node;
    node.sandbox = undefined;
    if (!sandbox) return;
    sandbox.members.splice(sandbox.members.indexOf(node), 1);
    // who shares the namespace keeps it, with nothing but its loopback
    if (sandbox.owner === node) for (const endpoint of sandbox.endpoints) this.#detach(endpoint);
  }

  #perform(action: Action): void {
    if ('container' in action) {
      this.#performOn(this.#node(action.container), action);
      return;
    }
    switch (action.do) {
      case 'create':
        this.#create(action.spec);
        return;
      case 'create-network': {
        const network = networkOf(action.definition, this.engine);
        this.#removedNetworks.delete(network.name);
        this.#addNetwork(network);
        return;
      }
      case 'remove-network':
        this.#removeNetwork(action.network);
        return;
      case 'restart-engine':
        this.#restartEngine();
    }
  }

  #performOn(node: LiveNode, action: Extract<Action, { readonly container: string }>): void {
    switch (action.do) {
      case 'pause':
        node.paused = node.running;
        return;
      case 'unpause':
        node.paused = false;
        return;
      case 'remove-link': {
        const items = node.spec.links.items.filter((link) => !isKnown(link) || parseLink(link)?.alias !== action.alias);
        node.spec = { ...node.spec, links: { ...node.spec.links, items } };
        return;
      }
      case 'rename':
        this.#rename(node, action.to);
        return;
      case 'stop':
        this.#stop(node);
        return;
      case 'start':
        this.#startAgain(node);
        return;
      case 'restart':
        this.#stop(node);
        this.#startAgain(node);
        return;
      case 'remove':
        this.#stop(node);
        this.#nodes.delete(node.name);
        this.#removed.add(node.name);
        return;
      case 'disconnect': {
        node.attachments = node.attachments.filter((one) => one.network !== action.network);
        const endpoint = node.sandbox?.endpoints.find((one) => one.network.name === action.network);
        if (endpoint?.sandbox.owner !== node) return;
        this.#republishing(endpoint.sandbox, () => {
          this.#detach(endpoint);
        });
        return;
      }
      case 'connect': {
        const { network, aliases = [], links = [], ipv4, ipv6, gatewayPriority } = action;
        const { namespace } = node.spec;
        if (network === 'host' || (isKnown(namespace) && namespace.kind !== 'own')) return; // the engine refuses it
        const definition: EndpointDefinition = {
          at: node.spec.at,
          network,
          aliases: { items: aliases, complete: true },
          links: { items: links, complete: true },
          ...(ipv4 === undefined ? {} : { ipv4 }),
          ...(ipv6 === undefined ? {} : { ipv6 }),
          ...(gatewayPriority === undefined ? {} : { gatewayPriority }),
        };
        node.attachments.push(definition);
        const { sandbox } = node;
        if (sandbox?.owner !== node) return;
        const before = sandbox.endpoints;
        const published = this.#republishing(sandbox, () => {
          this.#attach(sandbox, definition);
        });
        const joined = sandbox.endpoints.find((one) => !before.includes(one));
        if (!published && joined) this.#detach(joined);
      }
    }
  }

  /** What refers to the container by its name follows to the new one; links of user networks keep the old one. */
  #rename(node: LiveNode, to: string): void {
    if (this.#nodes.has(to)) return; // the engine refuses it
    const from = node.name;
    const all = [...this.#nodes.values()];
    node.name = to;
    node.spec = { ...node.spec, name: to };
    this.#nodes.clear();
    for (const one of all) {
      one.spec = withTargetRenamed(one.spec, from, to);
      this.#nodes.set(one.name, one);
      if (one.sandbox?.owner === one) this.#hostsFiles.rename(one, from, to);
    }
  }

  #removeNetwork(name: string): void {
    const network = this.network(name);
    if (network.members.length > 0 || isPredefined(name)) return; // the engine refuses it
    this.#networks.delete(name);
    this.#removedNetworks.add(name);
    this.#addresses.removeNetwork(network);
  }

  /** @see https://docs.docker.com/engine/containers/start-containers-automatically/ */
  #restartEngine(): void {
    if (this.engine.liveRestore === true) return;
    const before = [...this.#nodes.values()].filter(({ running }) => running);
    for (const node of before) this.#stop(node);
    const again = [...this.#nodes.values()].filter((node) => {
      const { restart } = node.spec;
      return restart === 'always' || (restart === 'unless-stopped' && before.includes(node));
    });
    for (const node of before) {
      const { restart } = node.spec;
      if (restart instanceof Unknown) node.doubt ??= restart.why;
    }
    // they start at one time
    this.#addresses.isInOrder &&= again.length < 2;
    this.#bindings.beginAnew(this.#addresses.isInOrder);
    this.#starting = true;
    const nodes = inOrder(again, (one) => this.#needed(one));
    for (const node of nodes) if (again.includes(node)) this.#startAgain(node);
    this.#weighOrder(nodes);
    this.#starting = false;
  }

  /** One whose name is taken is refused. */
  #create(spec: ContainerSpec): void {
    const name = isKnown(spec.name) ? spec.name : spec.at.path;
    if (this.#nodes.has(name)) return;
    this.#addNode(spec);
    this.#removed.delete(name);
    const node = this.#nodes.get(name);
    if (node && spec.running !== false) this.#startAgain(node);
  }

  #startAgain(node: LiveNode): void {
    this.#start(node);
    this.#hostsFiles.writeLinks(node, this.#isSeen);
    this.#hostsFiles.rewriteLinksTo(node);
  }

  /** Ports move when another network becomes the one that carries them. False when another container has one of them. */
  #republishing(sandbox: LiveSandbox, change: () => void): boolean {
    const before = publishersOf(sandbox, this.engine);
    const [gateway] = sandbox.endpoints;
    change();
    const [next] = sandbox.endpoints;
    if (next !== gateway) {
      const left = gateway !== undefined && !sandbox.endpoints.includes(gateway);
      // older engines hand the ports on to the next network without a check whether it is internal
      sandbox.stranded =
        left && !does(this.engine, 'no-ports-inside') && next?.network.internal === true ? next : undefined;
    }
    const { owner } = sandbox;
    const after = publishersOf(sandbox, this.engine);
    if (!owner || (after[4] === before[4] && after[6] === before[6])) return true;
    this.#bindings.unpublish(owner);
    const rivals = this.#rivalsOf(owner);
    if (this.#startsDespite(owner, rivals, 'a host port')) {
      this.#doubt(owner);
      return true;
    }
    this.#bindings.unpublish(owner);
    return false;
  }
}

/** Whether one of the programs in the host's namespace listens on a host port of a container, which the engine cannot bind then. */
function listensOnPortsOf(listeners: readonly Listener[] = [], { bindings }: LiveNode): boolean {
  if (listeners.length === 0) return false;
  return bindings.some((binding) => {
    const { hostPort, hostAddress, families, protocol } = binding;
    if (!isKnown(hostPort) || (hostAddress && !isKnown(hostAddress))) return false;
    return listeners.some(
      (one) =>
        one.port === hostPort &&
        one.protocol === protocol &&
        collide({ address: hostAddress, families }, listenerPort(one)),
    );
  });
}

function openStart(one: Node, other: Node, what: string): string {
  return `whether ${one.name} or ${other.name} starts first and gets ${what}`;
}

const NETWORK_OF_THE_ENGINE =
  'its networks give it no address, and the engine may put it on a network of its own, docker_gwbridge';

const NO_NODES: readonly LiveNode[] = [];

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.slice(0, 12).join(', ') + (names.length > 12 ? ', …' : '');
}
