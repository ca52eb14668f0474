import { does } from '../definition/engine-version';
import { IpAddress } from '../../values/address';
import { DYNAMIC_PORTS } from '../../values/dynamic-ports';
import {
  type AssignedPort,
  type ContainerSpec,
  type EngineSettings,
  type Listener,
  type PublishedPort,
} from '../definition/docker-host';
import { publishedProtocol } from '../definition/published-ports';
import { collide, familiesTaken, type HostPort, listenerPort, type PortCarrier } from '../definition/host-port';
import { isPortNumber, type Port, type Protocol } from '../../values/port';
import { type LiveNode } from './live';
import {
  isPublisher,
  publishersOf,
  type Binding,
  type Endpoint,
  type Node,
  type OpenBinding,
  type Publishers,
} from './sandbox';
import { isKnown, type Knowable, known, Unknown } from '../../values/unknown';

/** Host ports that an engine may pick: those without privileges, as a host can be set to another window than the usual one. */
export const PICKABLE = [1024, 65535] as const;
/**
 * How many numbers the engine tries where programs of the host have them.
 * @see https://github.com/moby/moby/blob/v27.0.1/libnetwork/drivers/bridge/bridge_linux.go
 */
const ATTEMPTS = 10;
const ANY = [1, 65535] as const;

/** The ports of running containers on one host. */
export class PortBindings {
  /** By `8080/tcp`, or `?/tcp` while the number is not known. */
  readonly #byPort = new Map<string, Binding[]>();
  #open: OpenBinding[] = [];
  /** Those that have any number of a range that was given. */
  readonly #ranges = new Set<Binding>();
  /** Those that have any number that the engine picks. */
  readonly #picked = new Set<Binding>();
  /** The number that was handed out last, by address, protocol and range. */
  readonly #last = new Map<string, number>();

  /**
   * @param startsInOrder whether the numbers that the engine picks can be predicted
   * @param inHost the containers in the namespace of the host, whose programs take ports of the host as well
   */
  constructor(
    private readonly engine: EngineSettings,
    private startsInOrder: boolean,
    private readonly inHost: () => Iterable<Node>,
  ) {}

  /** The engine starts again; `startsInOrder` says whether what it picks from now on can be predicted. */
  beginAnew(startsInOrder: boolean): void {
    this.#last.clear();
    this.startsInOrder = startsInOrder;
  }

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

  /**
   * Publishes the ports of a container, where it has a network that carries them. Gives the bindings that one of its ports
   * gets in the way of, its own included; none when all is well.
   */
  publish(node: LiveNode, { isFound, starts }: Occasion): Binding[] {
    const { sandbox, spec } = node;
    if (sandbox?.owner !== node || publishesNothing(spec)) return [];
    const publishers = publishersOf(sandbox, this.engine);
    const undecided = (publishers[4] ?? publishers[6])?.network.undecided ?? publishers[6]?.network.undecided;
    const doubt = sandbox.incomplete ?? undecided;
    // it may be in host mode, where every port that it opens is one of the host
    if (!isKnown(spec.namespace) || (spec.namespace.kind === 'container' && doubt !== undefined)) {
      this.#open.push({ ...anyPort(node, doubt ?? ''), between: ANY });
      return [];
    }
    if (doubt === undefined && !isPublisher(publishers)) return [];
    const sorts = does(this.engine, 'picked-ports-sorted');
    // one network after the other carries the ports of a container that starts, and each takes other numbers of a range
    const carriers = starts ? sandbox.endpoints.filter(carriesPorts) : [];
    const before = sorts ? undefined : carriedBefore(node, carriers, publishers);
    const isOpen = (one: PortToPublish): boolean => isOfRange(one) || (before === 'open' && isPicked(one.port));
    if (carriers.length > 1 && [...publishedBy(node)].some(isOpen)) this.startsInOrder = false;
    // exact numbers are taken first, then those of a range, then picked ones
    const ports = [...publishedBy(node)].sort(
      (a, b) => latitude(a.port) - latitude(b.port) || (sorts ? byContainerPort(a.port, b.port) : 0),
    );
    const picked = new Map<string, Knowable<number>>();
    const rivals = ports.flatMap((port) => {
      // several ports of one container get theirs in any order, unless the engine sorts them
      const others = ports.filter((other) => other !== port && competes(other.port, port.port));
      const ordered =
        sorts && latitude(port.port) > 0 && !others.some((other) => areAtOneAddress(other.port, port.port));
      const choice: Choice = {
        isPredictable: others.length === 0 || ordered,
        // one container port has one number at all of its addresses
        together: ordered
          ? others.filter((other) => areOfOneChoice(other.port, port.port)).map((other) => other.port)
          : [],
        picked,
      };
      if (typeof before === 'object') this.#pickInVain(port.port, before, choice);
      return this.#publish(node, isFound ? port : unassigned(port), doubt, choice);
    });
    if (!spec.published.complete) {
      this.#open.push({ ...anyPort(node, 'not all ports that it publishes are known'), between: ANY });
    }
    const { publishAll, exposed } = spec;
    if (publishAll !== false && !exposed.complete) {
      const why = isKnown(publishAll) ? 'which ports its image exposes is not known' : publishAll.why;
      this.#open.push({ ...anyPort(node, doubt ?? why), between: PICKABLE });
    }
    return rivals;
  }

  /**
   * Why a container may not get one of its host ports, because it is open which number of a range is taken: another one may have
   * its number, or its range may be used up. Undefined where it gets all of them, apart from exact numbers that others have.
   */
  mayMiss({ bindings }: Node): string | undefined {
    for (const one of bindings) {
      const why = this.#mayMiss(one);
      if (why !== undefined) return why;
    }
    return undefined;
  }

  #mayMiss(one: Binding): string | undefined {
    const { holder, hostPort, hostAddress, between: range } = one;
    if (isKnown(hostPort)) {
      const other = this.#contenders(one).find((each) => each.holder !== holder);
      if (!other) return undefined;
      // the definition decides which range it is, the engine which port of it
      const isWritten = isKnown(other.hostPort) || other.between[0] !== ANY[0] || other.between[1] !== ANY[1];
      return `whether ${other.holder.name} takes a host port of ${holder.name} first${isWritten ? '' : `: ${other.hostPort.why}`}`;
    }
    if (!this.#ranges.has(one)) return undefined;
    const listened = this.#listenedOnIn(one);
    if (listened > 0 && !does(this.engine, 'taken-port-of-range-passed-over'))
      return `whether ${holder.name} gets a host port that a program of the host has`;
    const others = this.#contenders(one);
    const isUsedUp = others.length + listened > range[1] - range[0] || listened >= ATTEMPTS;
    // engines before 27 settle for what is free at the very address, whatever is taken at others
    const settles = !does(this.engine, 'one-port-for-both-families');
    const misses = isUsedUp || (settles && others.some((other) => !areSame(other.hostAddress, hostAddress)));
    return misses ? `whether a host port is left for ${holder.name}` : undefined;
  }

  /** The ports that may have the same number as one, where the number of at least one of the two is any of a range. */
  #contenders(one: Binding): Binding[] {
    const { hostPort, between: range, protocol } = one;
    // the engine begins with the first one, and passes over those that are taken
    const [first] = DYNAMIC_PORTS.linux;
    const picked = [first, first + this.#picked.size + this.#byPort.size] as const;
    const open = [...this.#ranges, ...(overlap(range, picked) ? this.#picked : [])];
    return [...(isKnown(hostPort) ? open : this.all())].filter(
      (other) =>
        other !== one &&
        other.protocol === protocol &&
        overlap(this.#picked.has(other) ? picked : other.between, range) &&
        mayCollide(one, other),
    );
  }

  #publish(node: LiveNode, { port, open }: PortToPublish, doubt: string | undefined, choice: Choice): Binding[] {
    const protocol = isKnown(port.protocol) ? publishedProtocol(port) : port.protocol;
    const { containerPort } = port;
    if (protocol === undefined || (isKnown(containerPort) && !isPortNumber(containerPort))) return [];
    const publishers = node.sandbox ? publishersOf(node.sandbox, this.engine) : NONE;
    const hostAddress = hostAddressOf(publishers, port);
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
        families: this.#families(publishers, hostAddress),
      });
      return [];
    }
    const rivals: Binding[] = [];
    for (const [address, hostPort] of this.#hostPorts(port, protocol, publishers, choice)) {
      const range = isKnown(hostPort) ? ([hostPort, hostPort] as const) : between(port);
      const families = this.#families(publishers, address);
      const one: Binding = {
        holder: node,
        containerPort,
        protocol,
        hostPort,
        between: range,
        hostAddress: address,
        families,
        publishers,
      };
      const key = isKnown(hostPort) ? `${hostPort}/${protocol}` : `?/${protocol}`;
      const others = this.#byPort.get(key);
      if (others && isKnown(hostPort)) rivals.push(...others.filter((other) => certainlyCollide(other, one)));
      else if (hostPort === USED_UP) rivals.push(one);
      node.bindings.push(one);
      if (others) others.push(one);
      else this.#byPort.set(key, [one]);
      if (!isKnown(hostPort)) (isPicked(port) ? this.#picked : this.#ranges).add(one);
    }
    return rivals;
  }

  /** A number that is picked for one network and given back when the next one comes to carry the port. */
  #pickInVain(port: PublishedPort, carrier: Endpoint, choice: Choice): void {
    const protocol = isKnown(port.protocol) ? publishedProtocol(port) : undefined;
    if (isPicked(port) && protocol !== undefined && isKnown(protocol))
      this.#hostPorts(port, protocol, { 4: carrier, 6: carrier }, choice);
  }

  /** The families in which the host has a port; all that may be while it is not known what carries it. */
  #families(publishers: Publishers, address: Binding['hostAddress']): Binding['families'] {
    const known = isPublisher(publishers)
      ? { 4: portCarrierOf(publishers[4]), 6: portCarrierOf(publishers[6]) }
      : ANY_CARRIERS;
    return familiesTaken(this.engine, known, address && isKnown(address) ? address : undefined);
  }

  /** The host ports of one published port: engines before 27 count for each address family on its own. */
  #hostPorts(
    port: PublishedPort,
    protocol: Protocol,
    publishers: Publishers,
    { isPredictable, together, picked }: Choice,
  ): (readonly [Binding['hostAddress'], Knowable<number>])[] {
    if (port.assigned) return foundPorts(port.assigned);
    const { hostPort: given = 0, hostPortLast: last = given } = port;
    const hostAddress = hostAddressOf(publishers, port);
    if (given !== 0 && (!isKnown(given) || last === given)) return [[hostAddress, given]];
    if (!isKnown(last)) return [[hostAddress, last]];
    const [first, end] = given === 0 ? DYNAMIC_PORTS.linux : [given, last];
    const taken = this.#families(publishers, undefined);
    const everywhere = EVERY.filter(({ family }) => taken.includes(family));
    const bothAtOnce = does(this.engine, 'one-port-for-both-families');
    // what older engines take in one family alone was not observed
    const oneFamily = !hostAddress && everywhere.length < (bothAtOnce ? 1 : EVERY.length);
    if (!isPredictable || oneFamily || !this.#isPredictable || (hostAddress && !isKnown(hostAddress))) {
      const why = isPicked(port)
        ? 'the engine picks a host port when the container starts'
        : `the engine takes a free port of ${first} to ${end}`;
      return [[hostAddress, new Unknown(why)]];
    }
    const next = (addresses: readonly IpAddress[]): Knowable<number> =>
      this.#next(addresses, protocol, first, end) ?? USED_UP;
    if (together.length > 0) {
      const key = `${known(port.containerPort) ?? '?'}/${protocol} ${first}-${end}`;
      const addresses = [port, ...together]
        .flatMap((one) => known(hostAddressOf(publishers, one)) ?? everywhere)
        .sort((a, b) => a.compare(b));
      const number = picked.get(key) ?? next(addresses);
      picked.set(key, number);
      return [[hostAddress, number]];
    }
    if (hostAddress || bothAtOnce) return [[hostAddress, next(hostAddress ? [hostAddress] : everywhere)]];
    const [four, six] = EVERY.map((address) => [address, next([address])] as const);
    return !four || !six || four[1] === six[1] ? [[undefined, four?.[1] ?? 0]] : [four, six];
  }

  /** The first free number after the last one that was handed out. Each address counts on its own. */
  #next(addresses: readonly IpAddress[], protocol: Protocol, first: number, last: number): number | undefined {
    const keys = addresses.map((address) => `${address.toString()} ${protocol} ${first}-${last}`);
    const before = this.#last.get(keys[0] ?? '') ?? last;
    const asked = addresses.map((address) => ({ hostAddress: address, families: [address.family] }));
    const retries = first === DYNAMIC_PORTS.linux[0] || does(this.engine, 'taken-port-of-range-passed-over');
    let failed = 0;
    for (let step = 1; step <= last - first + 1; step++) {
      const number = first + ((before - first + step) % (last - first + 1));
      const taken = this.#byPort.get(`${number}/${protocol}`) ?? [];
      const same = taken.some(({ hostAddress }) => addresses.some((address) => isAt(hostAddress, address)));
      const rivalled = taken.some((one) => asked.some((other) => certainlyCollide(one, other)));
      // engines before 27 look for what is free at the very address, and of a range do not try another one
      const settles = !does(this.engine, 'one-port-for-both-families') && first !== DYNAMIC_PORTS.linux[0];
      if (same || (rivalled && !settles)) continue;
      for (const key of keys) this.#last.set(key, number);
      if (!retries || !this.#isListenedOn(number, protocol, asked)) return number;
      failed++;
      if (failed === ATTEMPTS) return undefined;
    }
    return undefined;
  }

  /** Whether a program of the host has a port, which the engine finds out when it binds it. */
  #isListenedOn(number: number, protocol: Protocol, asked: readonly Placed[]): boolean {
    return this.#listeners.some(
      (one) => one.port === number && one.protocol === protocol && asked.some((port) => isHeldBy(one, port)),
    );
  }

  /** How many numbers of a range programs of the host have, or may have. */
  #listenedOnIn({ between: [first, last], protocol, ...placed }: Binding): number {
    const held = this.#listeners.filter(
      (one) => one.protocol === protocol && first <= one.port && one.port <= last && isHeldBy(one, placed),
    );
    return new Set(held.map(({ port }) => port)).size;
  }

  /** What listens on the host itself: its own programs, and those of containers in its namespace. */
  get #listeners(): Listener[] {
    const others = [...this.inHost()].flatMap(({ running, spec }) => (running ? (spec.listeners ?? []) : []));
    return [...(this.engine.listeners ?? []), ...others];
  }

  /** Whether picked numbers can be predicted: not once a container may have taken some that is not known. */
  get #isPredictable(): boolean {
    if (!this.startsInOrder || this.#open.length > 0) return false;
    for (const { doubt, spec } of this.inHost()) if (doubt !== undefined && spec.listeners?.length !== 0) return false;
    for (const { holder, hostAddress, hostPort } of this.all()) {
      if (holder.doubt !== undefined || !isKnown(hostPort) || (hostAddress && !isKnown(hostAddress))) return false;
    }
    return true;
  }

  /** Takes the ports of a container back. */
  unpublish(node: LiveNode): void {
    for (const [key, bindings] of this.#byPort) {
      const left = bindings.filter((one) => one.holder !== node);
      if (left.length === 0) this.#byPort.delete(key);
      else if (left.length < bindings.length) this.#byPort.set(key, left);
    }
    this.#open = this.#open.filter(({ holder }) => holder !== node);
    for (const one of node.bindings) {
      this.#ranges.delete(one);
      this.#picked.delete(one);
    }
    node.bindings = [];
  }
}

/** A port as the engine publishes it when it starts its container once more. */
function unassigned({ port: { assigned: _, ...port }, ...rest }: PortToPublish): PortToPublish {
  return { ...rest, port };
}

/** Host ports as they were found: one for every address where both families have the same. */
function foundPorts(assigned: readonly AssignedPort[]): (readonly [Binding['hostAddress'], number])[] {
  const found = assigned.map(({ address, port }) => ({
    port,
    address: address === undefined ? undefined : IpAddress.tryParse(address)?.unmapped,
  }));
  const everywhere = (port: number): boolean =>
    EVERY.every((any) => found.some((one) => one.port === port && isAt(one.address, any)));
  const ports = found.map(({ address, port }) => {
    const isAny = address?.isUnspecified === true && everywhere(port);
    return [isAny ? undefined : address, port] as const;
  });
  const keys = ports.map(([address, port]) => `${address?.toString() ?? ''} ${port}`);
  return ports.filter((_port, at) => keys.indexOf(keys[at] ?? '') === at);
}

const USED_UP = new Unknown('all ports are allocated');

const EVERY = [IpAddress.parse('0.0.0.0'), IpAddress.parse('::')];

const NONE: Publishers = { 4: undefined, 6: undefined };
const ANY_CARRIER: PortCarrier = { ipv4: true, ipv6: true, gatewayModes: { 4: 'nat', 6: 'nat' } };
const ANY_CARRIERS = { 4: ANY_CARRIER, 6: ANY_CARRIER };

function portCarrierOf(publisher: Endpoint | undefined): PortCarrier | undefined {
  if (!publisher) return undefined;
  const { ipv4, ipv6, network } = publisher;
  return { ipv4: ipv4 !== undefined, ipv6: ipv6 !== undefined, gatewayModes: network.gatewayModes };
}

/** Whether two ports of one number cannot be taken both, for certain. */
function certainlyCollide(a: Placed, b: Placed): boolean {
  if ((a.hostAddress && !isKnown(a.hostAddress)) || (b.hostAddress && !isKnown(b.hostAddress))) return false;
  return collide({ address: a.hostAddress, families: a.families }, { address: b.hostAddress, families: b.families });
}

/** Whether two ports have an address in common, for all that is known. */
function mayCollide(a: Placed, b: Placed): boolean {
  const isOpen = [a, b].some(({ hostAddress }) => hostAddress && !isKnown(hostAddress));
  return isOpen || certainlyCollide(a, b);
}

type Placed = Pick<Binding, 'hostAddress' | 'families'>;

/** Whether a program that listens on the number of a port keeps the engine from having it, for all that is known. */
function isHeldBy(listener: Listener, { hostAddress, families }: Placed): boolean {
  return collide({ address: known(hostAddress), families }, listenerPort(listener));
}

/** Whether a port is published at the very address. */
function isAt(published: Binding['hostAddress'], address: IpAddress): boolean {
  if (published === undefined) return address.isUnspecified;
  return isKnown(published) && published.equals(address);
}

function within([first, last]: Binding['between'], { number }: Port): boolean {
  return first <= number && number <= last;
}

/** Whether two ports are published at the very same address, for certain. */
function areSame(a: Binding['hostAddress'], b: Binding['hostAddress']): boolean {
  if (a === undefined || b === undefined) return a === b;
  return isKnown(a) && isKnown(b) && a.equals(b);
}

function overlap(a: Binding['between'], b: Binding['between']): boolean {
  return a[0] <= b[1] && b[0] <= a[1];
}

function isPicked({ hostPort }: PublishedPort): boolean {
  return hostPort === undefined || hostPort === 0;
}

/** Whether the engine looks for the host ports of both in the same numbers. */
function competes(a: PublishedPort, b: PublishedPort): boolean {
  if (publishedProtocol(a) !== publishedProtocol(b)) return false;
  const searched = [a, b].filter((one) => isPicked(one) || one.hostPortLast !== undefined);
  return searched.length === 2 && isPicked(a) === isPicked(b);
}

/** The order in which newer engines take picked ports. */
function byContainerPort(a: PublishedPort, b: PublishedPort): number {
  const number = ({ containerPort }: PublishedPort): number => (isKnown(containerPort) ? containerPort : 0);
  const protocol = (one: PublishedPort): number => ['tcp', 'udp', 'sctp'].indexOf(publishedProtocol(one) ?? 'tcp');
  return number(a) - number(b) || protocol(a) - protocol(b);
}

function areOfOnePort(a: PublishedPort, b: PublishedPort): boolean {
  return a.containerPort === b.containerPort && publishedProtocol(a) === publishedProtocol(b);
}

/** Whether newer engines give both one number: one container port, out of the same numbers. */
function areOfOneChoice(a: PublishedPort, b: PublishedPort): boolean {
  return areOfOnePort(a, b) && a.hostPort === b.hostPort && a.hostPortLast === b.hostPortLast;
}

/** Whether both ask for the same container port where the other does; the engine cannot give both one number then. */
function areAtOneAddress(a: PublishedPort, b: PublishedPort): boolean {
  return areOfOnePort(a, b) && collide(askedPort(a), askedPort(b));
}

/** Where a port is asked for; everywhere while that is not known. */
function askedPort({ hostAddress = '' }: PublishedPort): HostPort {
  const address = isKnown(hostAddress) ? IpAddress.tryParse(hostAddress)?.unmapped : undefined;
  return { address, families: address ? [address.family] : [4, 6] };
}

/** When the ports of a container are published. */
interface Occasion {
  /** Whether it is as it was found, with the host ports that it has. */
  readonly isFound: boolean;
  /** Whether it starts, and joins all of its networks. */
  readonly starts: boolean;
}

/** How a host port is chosen. */
interface Choice {
  /** Whether the number can be predicted. */
  readonly isPredictable: boolean;
  /** Other addresses at which the same container port has the same number. */
  readonly together: readonly PublishedPort[];
  /** The numbers that are chosen already, by container port. */
  readonly picked: Map<string, Knowable<number>>;
}

/** Whether a container has a network stack of its own for certain, and no ports to publish. */
function publishesNothing({ namespace, published, publishAll }: ContainerSpec): boolean {
  const isOwn = isKnown(namespace) && namespace.kind === 'own';
  return isOwn && publishAll === false && published.complete && published.items.length === 0;
}

function carriesPorts({ network }: Endpoint): boolean {
  return !network.internal && network.lan === undefined;
}

/**
 * The network that carries the ports of a container that starts before the one that does in the end. Engines before 27 join the
 * one that it is made on first, and the others in any order.
 */
function carriedBefore(
  { attachments: [made] }: LiveNode,
  carriers: readonly Endpoint[],
  publishers: Publishers,
): Endpoint | 'open' | undefined {
  const final = publishers[4]?.network ?? publishers[6]?.network;
  if (carriers.length < 2 || made?.network === final?.name) return undefined;
  const first = carriers.find(({ network }) => network.name === made?.network);
  return first && carriers.length === 2 ? first : 'open';
}

/** Whether the engine takes the host port out of a range. */
function isOfRange({ port }: PortToPublish): boolean {
  return port.assigned === undefined && latitude(port) === 1;
}

/** How free the engine is in the choice of a host port. */
function latitude(port: PublishedPort): number {
  if (isPicked(port)) return 2;
  return port.hostPortLast === undefined || port.hostPortLast === port.hostPort ? 0 : 1;
}

/** The host ports that come into question. */
function between(port: PublishedPort): Binding['between'] {
  const [found] = port.assigned ?? [];
  if (found) return [found.port, found.port];
  if (isPicked(port)) return PICKABLE;
  const { hostPort: first = ANY[0], hostPortLast: last = first } = port;
  return [isKnown(first) ? first : ANY[0], isKnown(last) ? last : ANY[1]];
}

/** Where a port is published. An address that cannot be read means every address on engines before 29. */
function hostAddressOf(publishers: Publishers, { hostAddress }: PublishedPort): Binding['hostAddress'] {
  if (hostAddress === undefined || hostAddress === '') return hostBindingOf(publishers);
  return isKnown(hostAddress) ? IpAddress.tryParse(hostAddress)?.unmapped : hostAddress;
}

/**
 * The address that the networks which carry a port are bound to, each in its family. One for IPv4 keeps IPv6 from being
 * published, as engine 29 does it.
 */
function hostBindingOf({ 4: four, 6: six }: Publishers): Binding['hostAddress'] {
  const binding = (four ?? six)?.network.hostBinding;
  if (!four || !six || four.network === six.network) return binding;
  if (six.network.hostBinding) return binding ?? EVERY[0];
  return binding && new Unknown(`networks ${four.network.name} and ${six.network.name} are bound to other addresses`);
}

function anyPort(holder: Node, why: string): Omit<OpenBinding, 'between'> {
  return { holder, why, containerPort: undefined, protocol: undefined, hostAddress: undefined, families: [4, 6] };
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
