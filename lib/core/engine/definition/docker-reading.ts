import { Cidr, IpAddress, type IpFamily } from '../../values/address';
import {
  type ContainerSpec,
  type DockerHost,
  type EndpointDefinition,
  type EngineSettings,
  type IpamBlock,
  type Namespace,
  type NetworkDefinition,
  PREDEFINED_NETWORKS,
  type PublishedPort,
} from './docker-host';
import { type Effect } from '../../values/finding';
import { quoted } from '../../values/model-error';
import { atField, type Place } from '../../values/place';
import { inOrder } from '../../values/graph';
import { isPortNumber, PROTOCOLS, type Protocol } from '../../values/port';
import { driverOf, hasDriver, isFalse, type Driver } from './driver';
import { does, type VersionedEngine } from './engine-version';
import { familiesTaken, type HostPort, type PortCarrier } from './host-port';
import { byPrecedence, type Precedence } from './precedence';
import { NOTHING } from '../../values/listed';
import { isKnown, knownOr, Unknown, type Knowable } from '../../values/unknown';

/** The name of something for messages. */
export function nameOf(named: { readonly at: Place; readonly name: Knowable<string> }): string {
  return knownOr(named.name, named.at.path);
}

/** Whether every engine has the network from the start. */
export function isPredefined(network: string): boolean {
  return (PREDEFINED_NETWORKS as readonly string[]).includes(network);
}

/** The value of a field, or undefined where it is unknown or not given. */
export function known<T>(value: Knowable<T> | undefined): T | undefined {
  return value !== undefined && isKnown(value) ? value : undefined;
}

/** Networks that are created, not looked up: what is wrong with others is not ours to find. */
export function* createdNetworks(host: DockerHost): Generator<NetworkDefinition> {
  for (const network of host.networks.items) if (!network.existing) yield network;
}

/** Each IPAM entry of the networks that are created. */
export function* ipamBlocks(host: DockerHost): Generator<readonly [NetworkDefinition, IpamBlock]> {
  for (const network of createdNetworks(host)) for (const block of network.ipam.items) yield [network, block];
}

/** Each attachment of a container with a stack of its own. */
export function* endpointsOf(host: DockerHost): Generator<Attachment> {
  for (const container of host.containers.items) {
    if (namespaceOf(container) !== 'own') continue;
    for (const endpoint of container.endpoints.items) yield { container, endpoint };
  }
}

export interface Attachment {
  readonly container: ContainerSpec;
  readonly endpoint: EndpointDefinition;
}

/** Which kind of stack a container has; undefined while it is unknown. */
export function namespaceOf(container: ContainerSpec): Namespace['kind'] | undefined {
  return known(container.namespace)?.kind;
}

/** Containers whose stack is of a kind. */
export function* containersIn(host: DockerHost, kind: Namespace['kind']): Generator<ContainerSpec> {
  for (const container of host.containers.items) if (namespaceOf(container) === kind) yield container;
}

/** Whether two containers certainly run at the same time. */
export function runTogether(a: ContainerSpec, b: ContainerSpec): boolean {
  return a.running === true && b.running === true;
}

/** A host's networks and containers by name, and who is on which network. */
export interface HostIndex {
  readonly networks: ReadonlyMap<string, NetworkDefinition>;
  readonly containers: ReadonlyMap<string, ContainerSpec>;
  /** Attachments by the name of the network; those that only the default makes included. */
  readonly members: ReadonlyMap<string, readonly Attachment[]>;
}

const indexes = new WeakMap<DockerHost, HostIndex>();

/** The index of a host, made once. */
export function indexOf(host: DockerHost): HostIndex {
  const made = indexes.get(host);
  if (made) return made;
  const networks = new Map<string, NetworkDefinition>();
  for (const network of host.networks.items) {
    if (isKnown(network.name) && !networks.has(network.name)) networks.set(network.name, network);
  }
  const containers = new Map<string, ContainerSpec>();
  const members = new Map<string, Attachment[]>();
  for (const container of host.containers.items) {
    if (isKnown(container.name) && !containers.has(container.name)) containers.set(container.name, container);
    if (namespaceOf(container) !== 'own') continue;
    for (const endpoint of attachmentsOf(container)) {
      if (!isKnown(endpoint.network)) continue;
      const others = members.get(endpoint.network);
      if (others) others.push({ container, endpoint });
      else members.set(endpoint.network, [{ container, endpoint }]);
    }
  }
  const index = { networks, containers, members };
  indexes.set(host, index);
  return index;
}

/** The attachments of a container with a stack of its own: the default bridge when none is given. */
export function attachmentsOf(container: ContainerSpec): readonly EndpointDefinition[] {
  const { items, complete } = container.endpoints;
  if (items.length > 0 || !complete) return items;
  return [{ at: container.at, network: 'bridge', aliases: NOTHING, links: NOTHING }];
}

/** The interface name that an attachment asks for. */
export function givenInterface({
  interfaceName,
  driverOptions = {},
}: EndpointDefinition): Knowable<string> | undefined {
  return interfaceName ?? driverOptions['com.docker.network.endpoint.ifname'];
}

/** What an IPAM entry says, as far as it is known and readable. */
export interface Subnet {
  readonly block: IpamBlock;
  readonly cidr: Cidr;
  /** Where addresses that nobody asked for come from. Undefined while the range is unknown. */
  readonly dynamic: Cidr | undefined;
  readonly gateway: IpAddress | undefined;
  readonly auxiliary: readonly { readonly key: string; readonly address: IpAddress }[];
}

const subnets = new WeakMap<
  NetworkDefinition,
  { readonly version: EngineSettings['version']; readonly read: readonly Subnet[] }
>();

/** The subnets of a network that are given, as an engine takes them; read once. */
export function subnetsOf(network: NetworkDefinition, engine: VersionedEngine): readonly Subnet[] {
  const kept = subnets.get(network);
  if (kept?.version === engine.version) return kept.read;
  const read = readSubnets(network, engine);
  subnets.set(network, { version: engine.version, read });
  return read;
}

function readSubnets(network: NetworkDefinition, engine: VersionedEngine): Subnet[] {
  return network.ipam.items.flatMap((block) => {
    const cidr = subnetOf(block);
    if (!cidr) return [];
    const auxiliary = Object.entries(block.auxiliary).flatMap(([key, text]) => {
      const address = IpAddress.tryParse(known(text) ?? '');
      return address ? [{ key, address }] : [];
    });
    const gateway = known(gatewayOf(network, block, cidr, engine));
    return [{ block, cidr, dynamic: known(dynamicOf(block, cidr)), gateway, auxiliary }];
  });
}

/** The ip range of an entry; the whole subnet without one, and where 20.10 ignores it. */
export function dynamicOf({ ipRange }: IpamBlock, cidr: Cidr): Knowable<Cidr> {
  if (ipRange !== undefined && !isKnown(ipRange)) return ipRange;
  const range = Cidr.around(ipRange ?? '');
  return range && cidr.contains(range) ? range : cidr;
}

/** The subnet of an entry, host bits ignored. */
export function subnetOf(block: IpamBlock): Cidr | undefined {
  let read = cidrs.get(block);
  if (!read) cidrs.set(block, (read = { cidr: Cidr.around(known(block.subnet) ?? '') }));
  return read.cidr;
}

const cidrs = new WeakMap<IpamBlock, { readonly cidr: Cidr | undefined }>();

/**
 * The gateway of an entry; undefined: the network has none.
 *
 * Where none is given it is the first address of the ip range or subnet that a machine can have.
 */
export function gatewayOf(
  network: NetworkDefinition,
  block: IpamBlock,
  cidr: Cidr,
  engine: VersionedEngine,
): Knowable<IpAddress | undefined> {
  const { gateway } = block;
  if (gateway !== undefined && gateway !== '') {
    if (!isKnown(gateway)) return gateway;
    return IpAddress.tryParse(gateway) ?? new Unknown(`gateway ${quoted(gateway)} is not an address`);
  }
  const driver = driverOf(network);
  const takes = isKnown(driver) ? driver.hasGatewayUnasked(network, cidr.family, engine) : driver;
  if (takes !== true) return isKnown(takes) ? undefined : takes;
  const dynamic = dynamicOf(block, cidr);
  if (!isKnown(dynamic)) return dynamic;
  for (const address of [dynamic.first, dynamic.first.plus(1)]) {
    // in the smallest subnets both ends are addresses like any other
    const isEnd = isEndOf(cidr, address) !== undefined && !(cidr.family === 4 && cidr.prefix >= 31);
    if (!isEnd && dynamic.contains(address)) return address;
  }
  return new Unknown(`${dynamic.toString()} has no address for a gateway`);
}

/** What the bridge driver calls the auxiliary address that its containers have for a default gateway. */
export function otherGatewayKey({ family }: Cidr): string {
  return `DefaultGatewayIPv${family}`;
}

/** The address of an entry that no machine can have: network and broadcast address; only the first in IPv6. */
export function isEndOf(cidr: Cidr, address: IpAddress): 'network' | 'broadcast' | undefined {
  if (address.equals(cidr.first)) return 'network';
  return cidr.family === 4 && address.equals(cidr.last) ? 'broadcast' : undefined;
}

/** What a network has an address of its subnet for, so that no container gets it; undefined: a container may have it. */
export function reservedFor({ cidr, gateway, auxiliary }: Subnet, address: IpAddress): string | undefined {
  if (gateway?.equals(address)) return 'the gateway';
  const end = cidr.family === 4 && cidr.prefix >= 31 ? undefined : isEndOf(cidr, address);
  if (end) return `the ${end} address`;
  const held = auxiliary.find((one) => one.address.equals(address));
  return held && `auxiliary address ${held.key}`;
}

/**
 * An address of an entry that the network has not given away yet, for somebody who has to write one: what was meant where that
 * can be told, else the first from a number on.
 */
export function exampleOf(block: IpamBlock, written: string, from: number): string | undefined {
  const cidr = subnetOf(block);
  if (!cidr) return undefined;
  const held = [block.gateway, ...Object.values(block.auxiliary)].map((one) => known(one));
  const isFree = (address: IpAddress): boolean =>
    cidr.contains(address) && isEndOf(cidr, address) === undefined && !held.includes(address.toString());
  const meant = IpAddress.tryParse(written.split('/')[0]?.trim() ?? '');
  if (meant && isFree(meant)) return meant.toString();
  for (const step of [from, from + 1, from + 2, 1, 2, 3]) {
    const address = cidr.at(step);
    if (address && isFree(address)) return address.toString();
  }
  return undefined;
}

/** The way out of a text that is no address. */
export function addressAlone(example: string): string {
  return `write the address alone, without a prefix length${example === '' ? '' : `, such as ${example}`}`;
}

/** An address that an endpoint asks for. */
export interface StaticAddress extends Attachment {
  readonly field: 'ipv4' | 'ipv6';
  readonly family: IpFamily;
  /** As written. */
  readonly text: string;
  /** Undefined when it is not an address of its family. */
  readonly address: IpAddress | undefined;
}

/** The addresses that an endpoint asks for. Docker reads an empty one as none. */
export function* staticAddressesOf({ container, endpoint }: Attachment): Generator<StaticAddress> {
  for (const [field, family] of [
    ['ipv4', 4],
    ['ipv6', 6],
  ] as const) {
    const text = known(endpoint[field]);
    if (text === undefined || text === '') continue;
    const read = IpAddress.tryParse(text);
    yield { container, endpoint, field, family, text, address: read?.family === family ? read : undefined };
  }
}

/** Static addresses on networks that are defined, with the subnets of their family. */
export function* placedAddresses(
  host: DockerHost,
): Generator<StaticAddress & { readonly network: NetworkDefinition; readonly subnets: readonly Subnet[] }> {
  const { networks, members } = indexOf(host);
  for (const [name, attachments] of members) {
    const network = networks.get(name);
    if (!network) continue;
    const subnets = subnetsOf(network, host.engine);
    for (const attachment of attachments) {
      for (const one of staticAddressesOf(attachment)) {
        yield { ...one, network, subnets: subnets.filter(({ cidr }) => cidr.family === one.family) };
      }
    }
  }
}

/** Whether every IPAM entry of a network can be read. */
export function isIpamReadable(network: NetworkDefinition): boolean {
  return network.ipam.complete && network.ipam.items.every((block) => subnetOf(block) !== undefined);
}

/** Keys of driver options that rules ask for. */
export const OPTION = {
  bridgeName: 'com.docker.network.bridge.name',
  defaultBridge: 'com.docker.network.bridge.default_bridge',
  hostBinding: 'com.docker.network.bridge.host_binding_ipv4',
  mtu: 'com.docker.network.driver.mtu',
  interfacePrefix: 'com.docker.network.container_iface_prefix',
  gatewayMode4: 'com.docker.network.bridge.gateway_mode_ipv4',
  gatewayMode6: 'com.docker.network.bridge.gateway_mode_ipv6',
  enableIpv4: 'com.docker.network.enable_ipv4',
  inhibitIpv4: 'com.docker.network.bridge.inhibit_ipv4',
} as const;

/** The value of a driver option, when it is known. */
export function optionOf(network: NetworkDefinition, key: string): string | undefined {
  return known(network.options[key]);
}

/** The options of the networks of some drivers. */
export function* optionsOf(host: DockerHost, of: (driver: Driver) => boolean): Generator<NetworkOption> {
  for (const network of createdNetworks(host)) {
    const driver = driverOf(network);
    if (!isKnown(driver) || !of(driver)) continue;
    for (const [key, value] of Object.entries(network.options)) yield { network, driver, key, value };
  }
}

export interface NetworkOption {
  readonly network: NetworkDefinition;
  readonly driver: Driver;
  readonly key: string;
  readonly value: Knowable<string>;
}

/** A list of names for a sentence. */
export function listed(names: readonly string[]): string {
  return names.length <= 1 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** Finds, for a block, one of the given ones that it overlaps: sorted once, then by halving. */
export function overlapFinder(blocks: readonly Cidr[]): (block: Cidr) => Cidr | undefined {
  const sorted = [...blocks].sort((a, b) => a.first.compare(b.first));
  // of all that begin before a point only the one that reaches furthest needs to be asked
  const furthest: Cidr[] = [];
  for (const block of sorted) {
    const before = furthest.at(-1);
    furthest.push(before?.family === block.family && before.last.compare(block.last) > 0 ? before : block);
  }
  return (block) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.first.compare(block.last) ?? 1) <= 0) low = middle + 1;
      else high = middle;
    }
    const candidate = furthest[low - 1];
    return candidate?.overlaps(block) ? candidate : undefined;
  };
}

/** The place of a driver option. */
export function atOption(network: NetworkDefinition, key: string): Place {
  return atField(atField(network.at, 'options'), key);
}

/** How many bytes a text has, which is what Linux counts. */
export function bytesOf(text: string): number {
  let count = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    count += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return count;
}

/** Whether the engine takes it as the name of a container. */
export function isContainerName(name: string): boolean {
  return /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name);
}

/** Why no resolver finds a name that the engine stores; undefined when one does. */
export function unresolvable(name: string): string | undefined {
  if (IpAddress.tryParse(name)) return 'it reads as an address';
  if (/\s/.test(name)) return 'it has a blank';
  if (name.startsWith('-')) return 'it begins with a dash';
  if (name.length > 253) return 'it is longer than 253';
  const isLong = name.length > 63 && name.split('.').some((label) => label.length > 63);
  return isLong ? 'a label of it is longer than 63' : undefined;
}

/** The protocol in its usual spelling; undefined for none that has ports. */
export function protocolOf(text: string): Protocol | undefined {
  return PROTOCOLS.find((protocol) => protocol === text.toLowerCase());
}

/** The ports that a container publishes, for messages. */
export function publishedPorts({ published }: ContainerSpec): string[] {
  return published.items.map(
    ({ containerPort, protocol }) => `${knownOr<number | string>(containerPort, '?')}/${knownOr(protocol, '?')}`,
  );
}

/** All that a container exposes, for messages. */
export const ALL_PORTS = 'all ports';

/** Ports that come to nothing where the engine forwards none. Of all exposed ones there may be none, and nothing is read back. */
export function lostPorts(container: ContainerSpec): { readonly ports: string[]; readonly effect: Effect } | undefined {
  const ports = publishedPorts(container);
  if (ports.length > 0) return { ports, effect: 'cannot work' };
  return container.publishAll === true ? { ports: [ALL_PORTS], effect: 'may go wrong' } : undefined;
}

/** Whether the host forwards published ports to one of a container's networks; undefined while that is open. */
export function isForwardedTo(host: DockerHost, container: ContainerSpec): boolean | undefined {
  const { networks } = indexOf(host);
  const lan = lanWayOut(host, container);
  if (lan !== undefined) return isKnown(lan) ? false : undefined;
  let open = !container.endpoints.complete;
  for (const { network: name } of attachmentsOf(container)) {
    if (name === 'bridge') return true;
    if (name === 'host' || name === 'none') continue;
    const network = isKnown(name) ? networks.get(name) : undefined;
    if (!network || !isKnown(network.driver) || !isKnown(network.internal)) open = true;
    else if (isOnLan(network) || network.internal) continue;
    else return true;
  }
  return open ? undefined : false;
}

function isOnLan(network: NetworkDefinition): boolean {
  return hasDriver(network, (driver) => driver.isOnLan);
}

/**
 * Of a container that is on other networks too, the macvlan or ipvlan network that is its way out, by name: then the host
 * forwards nothing to the others either. Unknown where the order of its networks is.
 */
export function lanWayOut(host: DockerHost, container: ContainerSpec): Knowable<string> | undefined {
  const { networks } = indexOf(host);
  const all = attachmentsOf(container);
  const found = all.map(({ network }) => (isKnown(network) ? networks.get(network) : undefined));
  const lans = found.filter((network) => network && isOnLan(network)).length;
  if (lans === 0 || lans === all.length) return undefined;
  const ways: (Precedence & { readonly lan: boolean })[] = [];
  for (const [index, { network: name, gatewayPriority = 0 }] of all.entries()) {
    if (name === 'none' || name === 'host') continue;
    const network = found[index];
    if (name !== 'bridge' && !network) return new Unknown('not all of its networks are known');
    const { driver = '', internal = false, ipv6 = false, options = {} } = network ?? {};
    if (![name, driver, internal, ipv6, gatewayPriority, options['parent'] ?? ''].every(isKnown))
      return new Unknown('not all of its networks are known');
    const lan = network !== undefined && isOnLan(network);
    const modes = [options[OPTION.gatewayMode4], options[OPTION.gatewayMode6]];
    if (!modes.every((mode) => mode === undefined || mode === 'nat'))
      return new Unknown('a routed network opens ports whether or not it is the way out');
    ways.push({
      lan,
      priority: does(host.engine, 'gateway-priority') ? (gatewayPriority as number) : 0,
      network: { name: name as string, internal: internal === true || (lan && !options['parent']) },
      ipv6: ipv6 === true ? true : undefined,
    });
  }
  if (!container.endpoints.complete) return new Unknown('not all of its networks are known');
  const first = ways.sort(byPrecedence(host.engine)).find(({ network }) => !network.internal);
  return first?.lan === true ? first.network.name : undefined;
}

/** A host port that a container asks for by number. */
export interface PortOnHost {
  readonly container: ContainerSpec;
  readonly at: Place;
  /** `8080/tcp` */
  readonly port: string;
  /** The address and families in which the engine may take it. */
  readonly possible: HostPort;
  /** The same, in the families in which it does if it publishes the port. */
  readonly sure: HostPort;
  /** Whether the port is published for certain. */
  readonly certain: boolean;
}

/** The host ports that are asked for by number, at addresses that can be told. */
export function* portsOnHost(host: DockerHost): Generator<PortOnHost> {
  for (const container of containersIn(host, 'own')) {
    const forwarded = container.published.items.length > 0 && isForwardedTo(host, container);
    if (forwarded === false) continue;
    const usual = usualAddress(host, container);
    const carriers = carriersOf(host, container);
    for (const published of container.published.items) {
      const { at, hostPort, hostPortLast } = published;
      const number = known(hostPort);
      const protocol = publishedProtocol(published);
      if (number === undefined || !isPortNumber(number) || !protocol) continue;
      if (hostPortLast !== undefined && hostPortLast !== number) continue; // the engine picks one of several
      const binding = publishedAt(published, usual);
      if (!binding) continue;
      const taken = takenBy(host.engine, carriers, binding.address);
      yield { container, at, port: `${number}/${protocol}`, ...taken, certain: forwarded === true };
    }
  }
}

/** What may carry the ports of a container: with all that one of its networks may say, and with what each of them says. */
export interface Carriers {
  readonly possible: PortCarrier;
  readonly sure: PortCarrier;
}

/** What the networks of a container say of its host ports, whichever of them carries them. */
export function carriersOf(host: DockerHost, container: ContainerSpec): Carriers {
  const { networks } = indexOf(host);
  const said = attachmentsOf(container).flatMap(({ network: name }): CarrierSaid[] => {
    if (name === 'host' || name === 'none') return [];
    const network = isKnown(name) ? networks.get(name) : undefined;
    if (network && (network.internal === true || isOnLan(network))) return [];
    if (!network) return [{ ipv4: true, ipv6: name === 'bridge' ? false : UNKNOWN_NETWORK, modes: [] }];
    const modes = [OPTION.gatewayMode4, OPTION.gatewayMode6].map((key) => network.options[key]);
    return [{ ipv4: hasIpv4(network, host.engine), ipv6: network.ipv6, modes }];
  });
  const every = container.endpoints.complete && said.length > 0;
  const modes = (routed: (at: number) => boolean): PortCarrier['gatewayModes'] => ({
    4: routed(0) ? 'routed' : 'nat',
    6: routed(1) ? 'routed' : 'nat',
  });
  return {
    possible: {
      ipv4: !every || said.some(({ ipv4 }) => ipv4 !== false),
      ipv6: !every || said.some(({ ipv6 }) => ipv6 !== false),
      gatewayModes: modes((at) => every && said.every((one) => one.modes[at] === 'routed')),
    },
    sure: {
      ipv4: said.every(({ ipv4 }) => ipv4 === true),
      ipv6: every && said.every(({ ipv6 }) => ipv6 === true),
      gatewayModes: modes((at) => said.some((one) => one.modes[at] !== undefined && one.modes[at] !== 'nat')),
    },
  };
}

interface CarrierSaid {
  readonly ipv4: Knowable<boolean>;
  readonly ipv6: Knowable<boolean>;
  readonly modes: readonly (Knowable<string> | undefined)[];
}

const UNKNOWN_NETWORK = new Unknown('the network is not known');

/** Whether a network has IPv4. */
export function hasIpv4({ options }: NetworkDefinition, engine: VersionedEngine): Knowable<boolean> {
  const option = options[OPTION.enableIpv4];
  if (option === undefined || !does(engine, 'enable-ipv4')) return true;
  return isKnown(option) ? !isFalse(option) : option;
}

/** A host port at an address, as whichever network carries it has it taken. */
export function takenBy(
  engine: EngineSettings,
  { possible, sure }: Carriers,
  address: IpAddress | undefined,
): { readonly possible: HostPort; readonly sure: HostPort } {
  return {
    possible: { address, families: familiesTaken(engine, { 4: possible, 6: possible }, address) },
    sure: { address, families: familiesTaken(engine, { 4: sure, 6: sure }, address) },
  };
}

/** The protocol of a published port; undefined when it is not known or there is none of that name. */
export function publishedProtocol({ protocol }: PublishedPort): ReturnType<typeof protocolOf> {
  const spoken = known(protocol);
  return spoken === undefined ? undefined : protocolOf(spoken === '' ? 'tcp' : spoken);
}

/** Where a port is published; without an address everywhere. Undefined when that is not known, or cannot be read. */
export function publishedAt(
  { hostAddress }: PublishedPort,
  usual: Knowable<string> | undefined,
): { readonly address: IpAddress | undefined } | undefined {
  const given = hostAddress === undefined || hostAddress === '' ? usual : hostAddress;
  if (given === undefined) return { address: undefined };
  const address = isKnown(given) ? IpAddress.tryParse(given)?.unmapped : undefined;
  return address && { address }; // another rule says that it cannot be read
}

/** Where ports without an address are published: what the networks of a container say, when they agree. */
export function usualAddress(host: DockerHost, container: ContainerSpec): Knowable<string> | undefined {
  const { networks } = indexOf(host);
  const said = new Set<Knowable<string> | undefined>();
  for (const { network } of attachmentsOf(container)) {
    const definition = isKnown(network) ? networks.get(network) : undefined;
    const binding = definition?.options[OPTION.hostBinding];
    // as the option of a network 0.0.0.0 means all addresses, of both families
    if (definition?.internal !== true) said.add(binding === '0.0.0.0' ? undefined : binding);
  }
  if (said.size > 1) return new Unknown('the networks of the container say different addresses');
  return [...said][0];
}

/** A link of a container. */
export interface LinkOf {
  readonly container: ContainerSpec;
  readonly at: Place;
  /** As written. */
  readonly text: string;
  /** Undefined when it cannot be read. */
  readonly target: string | undefined;
  readonly alias: string | undefined;
  /** Undefined: the default bridge, by the older mechanism. */
  readonly network: string | undefined;
}

/** Every link whose text is known. */
export function* linksOf(host: DockerHost): Generator<LinkOf> {
  for (const container of host.containers.items) {
    for (const link of container.links.items) {
      if (isKnown(link)) yield linkOf(container, container.at, link, undefined);
    }
    for (const { at, network, links } of container.endpoints.items) {
      if (!isKnown(network)) continue;
      for (const link of links.items) if (isKnown(link)) yield linkOf(container, at, link, network);
    }
  }
}

function linkOf(container: ContainerSpec, at: Place, text: string, network: string | undefined): LinkOf {
  const [target = '', alias = target, ...rest] = text.split(':');
  const readable = target !== '' && rest.length === 0;
  const name = target.replace(/^\//, '');
  return {
    container,
    at: atField(at, 'links'),
    text,
    target: readable ? name : undefined,
    alias: readable ? alias || name : undefined,
    network,
  };
}

/** Whether every container of the host and its name is known. */
export function areContainersKnown({ containers }: DockerHost): boolean {
  return containers.complete && containers.items.every(({ name }) => isKnown(name));
}

/** Containers that use the stack of another, with its name where that is known. */
export function* sharers(
  host: DockerHost,
): Generator<{ readonly container: ContainerSpec; readonly owner: string | undefined }> {
  for (const container of host.containers.items) {
    const namespace = known(container.namespace);
    if (namespace?.kind === 'container') yield { container, owner: known(namespace.container) };
  }
}

/** One word for the stack that a container uses, the same for all that share it. */
export function stackOf(host: DockerHost, container: ContainerSpec): string | undefined {
  let stacks = stacksOfHosts.get(host);
  if (!stacks) stacksOfHosts.set(host, (stacks = readStacks(host)));
  return stacks.get(container);
}

const stacksOfHosts = new WeakMap<DockerHost, ReadonlyMap<ContainerSpec, string | undefined>>();

function readStacks(host: DockerHost): ReadonlyMap<ContainerSpec, string | undefined> {
  const { containers } = indexOf(host);
  const ownerOf = ({ namespace }: ContainerSpec): ContainerSpec | undefined =>
    isKnown(namespace) && namespace.kind === 'container' ? containers.get(known(namespace.container) ?? '') : undefined;
  const stacks = new Map<ContainerSpec, string | undefined>();
  for (const container of inOrder(host.containers.items, (one) => [ownerOf(one) ?? []].flat())) {
    const kind = namespaceOf(container);
    const owner = ownerOf(container);
    if (kind === 'container') stacks.set(container, owner && stacks.get(owner));
    else if (kind !== undefined) stacks.set(container, kind === 'host' ? 'host' : `container ${container.at.path}`);
  }
  return stacks;
}
