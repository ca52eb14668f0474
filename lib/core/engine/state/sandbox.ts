import { type Driver } from '../definition/driver';
import { does, type VersionedEngine } from '../definition/engine-version';
import { type AddressPool } from './address-pool';
import { type Cidr, type IpAddress, type IpFamily } from '../../values/address';
import { type ContainerSpec, type EndpointDefinition } from '../definition/docker-host';
import { parseLink } from '../definition/links';
import { parametersOf } from '../definition/kernel-parameters';
import { type Port, type Protocol } from '../../values/port';
import { isKnown, type Knowable } from '../../values/unknown';

/** A network of a host, with what its definition means. */
export interface Network {
  /** Name of the network. */
  readonly name: string;
  /** The driver of it. */
  readonly driver: Driver;
  /** Whether nothing gets out of it. */
  readonly internal: boolean;
  /** Whether members reach each other. */
  readonly icc: boolean;
  /** Whether packets leave it with the address of the host. */
  readonly masquerade: boolean;
  /** Whether it has IPv4: always before engine 28. */
  readonly ipv4: boolean;
  /** Whether it has IPv6. */
  readonly ipv6: boolean;
  /** Whether its bridge is without the IPv4 address that is its gateway. */
  readonly inhibited: boolean;
  /** How a bridge forwards each family: `nat`, `routed`, `nat-unprotected` or `isolated`. Engines before 27 only have `nat`. */
  readonly gatewayModes: Readonly<Record<IpFamily, string>>;
  /** Interfaces of the host from which container addresses may be dialled: from engine 28 on. */
  readonly trustedInterfaces: readonly string[];
  /** Where ports without a host address are published. Undefined: everywhere. */
  readonly hostBinding: IpAddress | undefined;
  /** Its subnets, as far as they are known. */
  readonly subnets: readonly Cidr[];
  /** Addresses of the bridge on the host. */
  readonly gateways: readonly IpAddress[];
  /** The default gateways of its members, where they are not its bridge. */
  readonly defaultGateways: Readonly<Record<IpFamily, IpAddress | undefined>>;
  /** The endpoints on it. */
  readonly members: readonly Endpoint[];
  /** Why its properties are not known, when they are not. */
  readonly undecided: string | undefined;
  /** Whether a container joined it yet. Before that its bridge has no carrier. */
  readonly joined: boolean;
  /** Addresses to hand out; undefined while none can be predicted. */
  readonly pools: readonly AddressPool[];
  /** What the names of interfaces begin with. */
  readonly interfacePrefix: string;
  /** How members are on a network of the host's, when they are. */
  readonly lan: Lan | undefined;
}

/** How members of a macvlan or ipvlan network are on a network of the host's, each with an address of its own there. */
export interface Lan {
  /** Interface of the host. Undefined: one of the engine's making, which leads nowhere. */
  readonly parent: string | undefined;
  /** How members see each other, as the option of the driver says. */
  readonly mode: string;
  /** Whether members in different subnets see each other. */
  readonly acrossSubnets: boolean;
}

/** The attachment of a sandbox to a network. */
export interface Endpoint {
  /** The network that it joins. */
  readonly network: Network;
  /** What joins it. */
  readonly sandbox: Sandbox;
  /** Names that it has there, besides those of its containers. */
  readonly aliases: readonly string[];
  /** Why it may have further names, when not all are known. */
  readonly openNames: string | undefined;
  /** Names that this endpoint alone has for others on the network. */
  readonly links: readonly Link[];
  /** Why it may have further links, when not all are known. */
  readonly openLinks: string | undefined;
  /** The endpoint with the highest one has the default route. */
  readonly priority: number;
  /** Its address; undefined: none. */
  readonly ipv4: Knowable<IpAddress> | undefined;
  /** Its address; undefined: none. */
  readonly ipv6: Knowable<IpAddress> | undefined;
  /** What its interface is called inside. */
  readonly interfaceName: Knowable<string>;
  /** Further addresses, which count on the link only. */
  readonly linkLocal: readonly IpAddress[];
}

/** A name that one container has for another. */
export interface Link {
  /** Name of the other container. */
  readonly target: string;
  /** What it is called. */
  readonly alias: string;
}

/**
 * A line of a hosts file: the container's own name at an address, a link of the default bridge, or one that was seen there and
 * that nothing of what is there now explains.
 */
export interface HostsLine {
  /** In lower case. */
  readonly names: readonly string[];
  /** The container whose address it is; undefined: any that has it. */
  readonly container: string | undefined;
  /** Name of the network that it comes from; undefined: of none that is known. */
  readonly network: string | undefined;
  /** The address that the names lead to. */
  readonly address: Knowable<IpAddress>;
  /** The link that it comes from; undefined: a name of its own. */
  readonly link: Link | undefined;
}

/** A network namespace. */
export interface Sandbox {
  /** *host*: the machine's own. *own*: reaches what its endpoints lead to; without any, only itself. */
  readonly kind: 'host' | 'own';
  /** The container that it was made for; undefined for the host's. */
  readonly owner: Node | undefined;
  /** The containers in it. */
  readonly members: readonly Node[];
  /** In the order that decides the default route, name lookup and published ports. */
  readonly endpoints: readonly Endpoint[];
  /** The internal network that ports moved to when the one that carried them was left: engines before 25. */
  readonly stranded: Endpoint | undefined;
  /** What stands in its hosts file besides the entries of the definition. */
  readonly hosts: readonly HostsLine[];
  /** Names of entries of the definition that are not in its hosts file: leaving networks takes them out in engines before 25. */
  readonly erased: readonly string[];
  /** What is not known about its attachments, when something is. */
  readonly incomplete: string | undefined;
}

/** A container in the state that the actions left it in. */
export interface Node {
  /** Name of the container. */
  readonly name: string;
  /** As it was defined. */
  readonly spec: ContainerSpec;
  /** Whether it runs. */
  readonly running: boolean;
  /** Whether its programs stand still. */
  readonly paused: boolean;
  /** Why it may not run after all, when that is open. */
  readonly doubt: string | undefined;
  /** What in its definition keeps it from starting: `its address … is in no subnet of network …`. */
  readonly hindrance: string | undefined;
  /** Its network namespace; undefined: it has none. */
  readonly sandbox: Sandbox | undefined;
  /** The networks that it joins whenever it starts. */
  readonly attachments: readonly EndpointDefinition[];
  /** The ports of the host that lead to it. */
  readonly bindings: readonly Binding[];
}

/** A port of a running container on the host. */
export interface Binding {
  /** The container. */
  readonly holder: Node;
  /** Port of the container. */
  readonly containerPort: number;
  /** Protocol of both ports. */
  readonly protocol: Protocol;
  /** Port of the host. */
  readonly hostPort: Knowable<number>;
  /** Between which numbers the host port is, both included; twice the same when it is known. */
  readonly between: readonly [first: number, last: number];
  /** Undefined: every address of the host. */
  readonly hostAddress: Knowable<IpAddress> | undefined;
  /** The address families in which the host has it. */
  readonly families: readonly IpFamily[];
  /** Where it leads to, by family. */
  readonly publishers: Publishers;
}

/** How a container publishes one of its ports. */
export function bindingsOf({ bindings }: Node, { number, protocol }: Port): readonly Binding[] {
  return bindings.filter((one) => one.containerPort === number && one.protocol === protocol);
}

/** What may be published as well, for all that is known. */
export interface OpenBinding extends Pick<Binding, 'holder' | 'between' | 'hostAddress' | 'families'> {
  /** What would have to be known. */
  readonly why: string;
  /** Undefined: any. */
  readonly containerPort: number | undefined;
  /** Undefined: any. */
  readonly protocol: Protocol | undefined;
}

/** The endpoint by which an address family leaves a sandbox: the first that has it and is not internal. */
export function carrierOf({ endpoints }: Sandbox, family: IpFamily = 4): Endpoint | undefined {
  return endpoints.find(({ network, ipv4, ipv6 }) => !network.internal && (family === 4 ? ipv4 : ipv6) !== undefined);
}

/** The endpoints that published ports of each family lead to. */
export type Publishers = Readonly<Record<IpFamily, Endpoint | undefined>>;

/**
 * The endpoints that published ports lead to. The host forwards nothing to a network that is not behind it. Where IPv6 has no
 * way out, the endpoint of IPv4 publishes its ports too.
 */
export function publishersOf(sandbox: Sandbox, engine: VersionedEngine): Publishers {
  const behindHost = (one: Endpoint | undefined): Endpoint | undefined => (one?.network.lan ? undefined : one);
  if (does(engine, 'gateway-of-family')) {
    const four = defaultRouteOf(sandbox, 4, engine);
    return { 4: behindHost(four), 6: behindHost(defaultRouteOf(sandbox, 6, engine) ?? four) };
  }
  const first = behindHost(sandbox.endpoints.find(({ network }) => !network.internal) ?? sandbox.stranded);
  return { 4: first, 6: first };
}

/** Whether a container has a network that publishes its ports. */
export function isPublisher({ 4: four, 6: six }: Publishers): boolean {
  return four !== undefined || six !== undefined;
}

/**
 * The endpoint whose gateway is the default route of an address family.
 *
 * Engines before 25 give internal networks a gateway too, and before 27 one endpoint is the way out of both families,
 * whether or not it has IPv6.
 */
export function defaultRouteOf(sandbox: Sandbox, family: IpFamily, engine: VersionedEngine): Endpoint | undefined {
  const candidates = does(engine, 'no-route-inside')
    ? sandbox.endpoints.filter(({ network }) => !network.internal)
    : sandbox.endpoints;
  const served = ({ ipv4, ipv6 }: Endpoint): boolean => (family === 4 ? ipv4 : ipv6) !== undefined;
  if (does(engine, 'way-out-of-family')) return candidates.find(served);
  const [first] = candidates;
  return first && served(first) ? first : undefined;
}

/**
 * Links that the engine writes into the hosts file: those of a container that was made on the default bridge.
 *
 * @param onBridge whether it was
 * @default - it was if its first network is the default bridge
 */
export function legacyLinksOf(spec: ContainerSpec, onBridge = isMadeOnBridge(spec)): Link[] {
  const all = onBridge ? readLinks(spec.links.items) : [];
  // of two with one alias the engine keeps the first
  return all.filter(({ alias }, at) => all.findIndex((one) => one.alias === alias) === at);
}

function isMadeOnBridge({ endpoints: { items, complete } }: ContainerSpec): boolean {
  const [first] = items;
  return first === undefined ? complete : first.network === 'bridge';
}

/** The links of some texts, without those that are not known or that the engine refuses. */
export function readLinks(texts: readonly Knowable<string>[]): Link[] {
  return texts.flatMap((text) => (isKnown(text) ? (parseLink(text) ?? []) : []));
}

/** Links that count on an endpoint: its own, and on the default bridge those of the container. */
export function linksOn({ owner }: Sandbox, { network, links }: Endpoint): readonly Link[] {
  return owner && network.name === 'bridge' ? [...links, ...legacyLinksOf(owner.spec)] : links;
}

/** The names by which the members of its network know an endpoint, in lower case. */
export function namesOf({ sandbox, aliases }: Endpoint): Set<string> {
  const { owner } = sandbox;
  if (!owner) return new Set();
  const { name, hostname } = owner.spec;
  const own = [name, hostname].filter((one) => typeof one === 'string');
  return new Set([...own, ...aliases].map((one) => one.toLowerCase()));
}

/** Whether a kernel parameter of the container switches IPv6 off in its whole namespace. */
export function isWithoutIpv6({ owner }: Sandbox): Knowable<boolean> {
  if (owner?.spec.sysctls === undefined) return false;
  const given = parametersOf(owner.spec).find(({ name }) => name === 'net.ipv6.conf.all.disable_ipv6')?.value ?? '0';
  return isKnown(given) ? given === '1' : given;
}

/**
 * Whether no network gives an address, as one of IPv6 alone does not where IPv6 is switched off. Internal ones only count where
 * there are no others: the engine looks for a way out among those that may have one.
 */
export function isWithoutAddress({ endpoints }: Sandbox): boolean {
  const outer = endpoints.filter(({ network }) => !network.internal);
  const counted = outer.length > 0 ? outer : endpoints;
  return counted.length > 0 && counted.every(({ ipv4, ipv6 }) => ipv4 === undefined && ipv6 === undefined);
}

/** A container as it is after another one got a new name, where it names that one. */
export function withTargetRenamed(spec: ContainerSpec, from: string, to: string): ContainerSpec {
  const { namespace, links } = spec;
  const shared = isKnown(namespace) && namespace.kind === 'container' && namespace.container === from;
  const linked = links.items.map((link) => {
    const read = isKnown(link) ? parseLink(link) : undefined;
    return read?.target === from ? `${to}:${read.alias}` : link;
  });
  return {
    ...spec,
    ...(shared ? { namespace: { kind: 'container', container: to } } : {}),
    links: { ...links, items: linked },
  };
}
