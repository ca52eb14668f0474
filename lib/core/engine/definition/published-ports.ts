import {
  type ContainerSpec,
  type DockerHost,
  type EngineSettings,
  type NetworkDefinition,
  type PublishedPort,
} from './docker-host';
import { defaultBridgeDefinition, withDefaultOptions } from './daemon-networks';
import { attachmentsOf, containersIn, indexOf } from './docker-reading';
import { hasDriver, isFalse } from './driver';
import { OPTION } from './driver-option-keys';
import { does, type VersionedEngine } from './engine-version';
import { familiesTaken, type HostPort, type PortCarrier } from './host-port';
import { byPrecedence, type Precedence } from './precedence';
import { IpAddress } from '../../values/address';
import { type Effect } from '../../values/finding';
import { type Place } from '../../values/place';
import { isPortNumber, type Protocol, PROTOCOLS } from '../../values/port';
import { isKnown, type Knowable, known, knownOr, Unknown } from '../../values/unknown';

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

/**
 * A network by the name that a container has for it, with the options that the daemon gives to it; undefined where it is not
 * known, and for `host` and `none`, which publish nothing.
 */
export function networkNamed(host: DockerHost, name: Knowable<string>): NetworkDefinition | undefined {
  if (!isKnown(name) || isWithoutPorts(host.engine, name)) return undefined;
  if (name === 'bridge') return defaultBridgeDefinition(host.engine);
  const written = indexOf(host).networks.get(name);
  return written && withDefaultOptions(written, host.engine);
}

/** Whether a container publishes nothing by a network of this name: a daemon with `--bridge none` has no default bridge. */
function isWithoutPorts({ defaultBridge }: EngineSettings, name: Knowable<string>): boolean {
  return name === 'host' || name === 'none' || (name === 'bridge' && defaultBridge?.exists === false);
}

/** Whether the host forwards published ports to one of a container's networks; undefined while that is open. */
export function isForwardedTo(host: DockerHost, container: ContainerSpec): boolean | undefined {
  const lan = lanWayOut(host, container);
  if (lan !== undefined) return isKnown(lan) ? false : undefined;
  let open = !container.endpoints.complete;
  for (const { network: name } of attachmentsOf(container)) {
    if (isWithoutPorts(host.engine, name)) continue;
    const network = networkNamed(host, name);
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
  const all = attachmentsOf(container);
  const found = all.map(({ network }) => networkNamed(host, network));
  const lans = found.filter((network) => network && isOnLan(network)).length;
  if (lans === 0 || lans === all.length) return undefined;
  const ways: (Precedence & { readonly lan: boolean })[] = [];
  for (const [index, { network: name, gatewayPriority = 0 }] of all.entries()) {
    if (isWithoutPorts(host.engine, name)) continue;
    const network = found[index];
    if (!network) return new Unknown('not all of its networks are known');
    const { driver, internal, ipv6, options } = network;
    if (![name, driver, internal, ipv6, gatewayPriority, options['parent'] ?? ''].every(isKnown))
      return new Unknown('not all of its networks are known');
    const lan = isOnLan(network);
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
  const said = attachmentsOf(container).flatMap(({ network: name }): CarrierSaid[] => {
    if (isWithoutPorts(host.engine, name)) return [];
    const network = networkNamed(host, name);
    if (network && (network.internal === true || isOnLan(network))) return [];
    if (!network) return [{ ipv4: true, ipv6: UNKNOWN_NETWORK, modes: [] }];
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
  const said = new Set<Knowable<string> | undefined>();
  for (const { network: name } of attachmentsOf(container)) {
    if (isWithoutPorts(host.engine, name)) continue;
    const network = networkNamed(host, name);
    if (!network) said.add(undefined);
    else if (network.internal !== true && !isOnLan(network)) said.add(hostBindingOf(network));
  }
  if (said.size > 1) return new Unknown('the networks of the container say different addresses');
  return [...said][0];
}

/** Where a network publishes ports without an address; undefined: everywhere, which 0.0.0.0 means as well, for both families. */
export function hostBindingOf({ options }: Pick<NetworkDefinition, 'options'>): Knowable<string> | undefined {
  const binding = options[OPTION.hostBinding];
  return binding === '0.0.0.0' ? undefined : binding;
}
