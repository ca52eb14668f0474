import { does } from '../definition/engine-version';
import { IpAddress } from '../../values/address';
import { withDefaultOptions } from '../definition/daemon-networks';
import { type EngineSettings, type IpamBlock, type NetworkDefinition } from '../definition/docker-host';
import { driverOf, PREDEFINED } from '../definition/driver';
import { macMadeOf } from '../state/mac-address';
import { type Binding, type Endpoint, type Network, type Node } from '../state/sandbox';
import { type Topology } from '../topology';
import { isKnown, type Knowable } from '../../values/unknown';

/** What stands where only the engine knows: ids, addresses and ports that it picks. */
export const KNOWN_AFTER_APPLY = '(known after apply)';

/** A line of `docker network ls`. */
export interface NetworkListing {
  /** First twelve characters of the id. */
  readonly ID: string;
  /** Name of the network. */
  readonly Name: string;
  /** What makes the network, such as `bridge`. */
  readonly Driver: string;
  /** `local`, or `swarm`. */
  readonly Scope: string;
}

/** An entry of `docker network inspect`. Containers are by name: their ids are not known yet. */
export interface NetworkInspection {
  /** Name of the network. */
  readonly Name: string;
  /** Its id. */
  readonly Id: string;
  /** `local`, or `swarm`. */
  readonly Scope: string;
  /** What makes the network, such as `bridge`. */
  readonly Driver: string;
  /** Whether it has IPv6. */
  readonly EnableIPv6: boolean | string;
  /** Its subnets, and what gives the addresses. */
  readonly IPAM: { readonly Driver: string; readonly Config: readonly IpamInspection[] };
  /** Whether nothing gets out of it. */
  readonly Internal: boolean | string;
  /** Whether plain containers may join a network of a swarm. */
  readonly Attachable: boolean | string;
  /** Whether it is the routing mesh of a swarm. */
  readonly Ingress: boolean | string;
  /** Running containers only, as the engine shows them. */
  readonly Containers: Readonly<Record<string, MemberInspection>>;
  /** Options of the driver. */
  readonly Options: Readonly<Record<string, string>>;
}

/** A subnet of a network. */
export interface IpamInspection {
  /** Its block. */
  readonly Subnet: string;
  /**
   * Where addresses are given from.
   * @default - from the whole block
   */
  readonly IPRange?: string;
  /**
   * Address of the gateway.
   * @default - none, or not known
   */
  readonly Gateway?: string;
  /**
   * Addresses that are kept for others, by name.
   * @default - none
   */
  readonly AuxiliaryAddresses?: Readonly<Record<string, string>>;
}

/** A container on a network, as the network shows it. */
export interface MemberInspection {
  /** Name of the container. */
  readonly Name: string;
  /** Its hardware address there. */
  readonly MacAddress: string;
  /** Its address with the length of the prefix; empty: none. */
  readonly IPv4Address: string;
  /** Its address with the length of the prefix; empty: none. */
  readonly IPv6Address: string;
}

/** What `docker inspect` says about the network of a container. */
export interface ContainerInspection {
  /** Name of the container, after a slash. */
  readonly Name: string;
  /** What it asked of the host. */
  readonly HostConfig: {
    readonly NetworkMode: string;
    readonly PortBindings: Readonly<Record<string, readonly HostPortInspection[]>>;
    readonly PublishAllPorts: boolean | string;
    readonly Dns: readonly string[];
    readonly ExtraHosts: readonly string[];
  };
  /** What it asked of itself. */
  readonly Config: { readonly Hostname: string };
  /** What it got: its ports, and its endpoints by network. */
  readonly NetworkSettings: {
    /** Null: the port is open inside, and no port of the host leads there. */
    readonly Ports: Readonly<Record<string, readonly HostPortInspection[] | null>>;
    readonly Networks: Readonly<Record<string, EndpointInspection>>;
  };
}

/** A port of the host that leads to a container. */
export interface HostPortInspection {
  /** Address of the host; empty: every address. */
  readonly HostIp: string;
  /** The port. */
  readonly HostPort: string;
}

/** A network of a container, as the container shows it. */
export interface EndpointInspection {
  /** Names that it has there. */
  readonly Aliases: readonly string[];
  /** Address of the IPv4 gateway; empty: none. */
  readonly Gateway: string;
  /** Its IPv4 address; empty: none. */
  readonly IPAddress: string;
  /** Length of the prefix of its IPv4 address. */
  readonly IPPrefixLen: number;
  /** Address of the IPv6 gateway; empty: none. */
  readonly IPv6Gateway: string;
  /** Its IPv6 address; empty: none. */
  readonly GlobalIPv6Address: string;
  /** Length of the prefix of its IPv6 address. */
  readonly GlobalIPv6PrefixLen: number;
  /** Its hardware address there. */
  readonly MacAddress: string;
}

/** What `docker network ls` will show, sorted by name as it does: networks of the engine's own included. */
export function listNetworks({ host }: Topology): NetworkListing[] {
  const own = host.networks.items.map((network) => {
    return { ID: KNOWN_AFTER_APPLY, Name: shown(network.name), ...driverShown(network) };
  });
  const predefined = PREDEFINED.map(({ name, driver }) => ({
    ID: KNOWN_AFTER_APPLY,
    Name: name,
    ...driverShown({ driver }),
  }));
  return [...own, ...predefined].sort((a, b) => (a.Name < b.Name ? -1 : 1));
}

/** The list as `docker network ls` prints it. */
export function networkListText(networks: readonly NetworkListing[]): string {
  const rows = [
    ['NETWORK ID', 'NAME', 'DRIVER', 'SCOPE'],
    ...networks.map(({ ID, Name, Driver, Scope }) => [ID, Name, Driver, Scope]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd((widths[column] ?? 0) + 3))
        .join('')
        .trimEnd(),
    )
    .join('\n');
}

/**
 * What `docker network inspect` will show.
 * @throws ModelError network-unknown
 */
export function inspectNetwork(topology: Topology, name: string): NetworkInspection {
  const network = topology.network(name);
  const written = topology.host.networks.items.find((one) => one.name === name);
  const definition = written && withDefaultOptions(written, topology.engine);
  return {
    Name: name,
    Id: KNOWN_AFTER_APPLY,
    ...driverShown(definition ?? { driver: network.driver.name }),
    EnableIPv6: definition ? flag(definition.ipv6) : false,
    IPAM: { Driver: shown(definition?.ipamDriver ?? 'default'), Config: ipamOf(definition, network, topology.engine) },
    Internal: definition ? flag(definition.internal) : false,
    Attachable: definition ? flag(definition.attachable) : false,
    Ingress: definition ? flag(definition.ingress) : false,
    Containers: Object.fromEntries(membersOf(network).map((one) => [one.owner, memberOf(one, topology.engine)])),
    Options: Object.fromEntries(Object.entries(definition?.options ?? {}).map(([key, value]) => [key, shown(value)])),
  };
}

/**
 * What `docker inspect` will show about the network of a container.
 * @throws ModelError container-unknown
 */
export function inspectContainer(topology: Topology, name: string): ContainerInspection {
  const node = topology.node(name);
  const { spec, bindings } = node;
  // the provider sends 0 for a port that the engine picks
  const unset = topology.host.terraform === false ? '' : '0';
  const asked = spec.published.items.map(
    ({ containerPort, protocol, hostAddress, hostPort }) =>
      [`${shown(containerPort)}/${shown(protocol)}`, shown(hostAddress ?? ''), shown(hostPort ?? unset)] as const,
  );
  const bound = bindings.flatMap((binding) => boundTo(binding));
  return {
    Name: `/${name}`,
    HostConfig: {
      NetworkMode: modeOf(node),
      PortBindings: byPort(asked),
      PublishAllPorts: flag(spec.publishAll),
      Dns: spec.dns.items.map(shown),
      ExtraHosts: spec.extraHosts.items.map(({ hostname, address }) => `${shown(hostname)}:${shown(address)}`),
    },
    Config: { Hostname: shown(spec.hostname ?? '') || KNOWN_AFTER_APPLY },
    NetworkSettings: {
      Ports: { ...openInside(node, topology.engine), ...byPort(bound) },
      Networks: networksOf(node, topology.engine),
    },
  };
}

/** The ports that a bridge knows of a container, whether or not the host has one for them. */
function openInside({ spec, sandbox, name }: Node, engine: EngineSettings): Record<string, null> {
  const counts = ({ network }: Endpoint): boolean =>
    network.driver.isBridged && (!network.internal || does(engine, 'ports-shown-inside'));
  if (sandbox?.owner?.name !== name || !sandbox.endpoints.some(counts)) return {};
  const published = spec.published.items.map(({ containerPort, protocol }) => ({ port: containerPort, protocol }));
  const keys = [...spec.exposed.items, ...published].map(({ port, protocol }) => `${shown(port)}/${shown(protocol)}`);
  return Object.fromEntries(keys.map((key) => [key, null]));
}

function shown(value: Knowable<string | number>): string {
  return isKnown(value) ? String(value) : KNOWN_AFTER_APPLY;
}

function flag(value: Knowable<boolean>): boolean | string {
  return isKnown(value) ? value : KNOWN_AFTER_APPLY;
}

function driverShown(network: Pick<NetworkDefinition, 'driver'>): { readonly Driver: string; readonly Scope: string } {
  const driver = driverOf(network);
  if (!isKnown(driver)) return { Driver: KNOWN_AFTER_APPLY, Scope: KNOWN_AFTER_APPLY };
  return { Driver: driver.name, Scope: driver.needsSwarm ? 'swarm' : 'local' };
}

function ipamOf(definition: NetworkDefinition | undefined, network: Network, engine: EngineSettings): IpamInspection[] {
  if (definition && !definition.ipam.complete) return [];
  if (definition && definition.ipam.items.length > 0) return definition.ipam.items.map(blockOf);
  if (definition) return [{ Subnet: KNOWN_AFTER_APPLY, Gateway: KNOWN_AFTER_APPLY }];
  // engines before 25 do not show the gateway of the default bridge
  return network.subnets.map((subnet, index) => ({
    Subnet: subnet.toString(),
    ...(does(engine, 'default-gateway-shown') &&
      network.gateways[index] && { Gateway: network.gateways[index].toString() }),
  }));
}

function blockOf({ subnet, gateway, ipRange, auxiliary }: IpamBlock): IpamInspection {
  const reserved = Object.entries(auxiliary).map(([key, address]) => [key, shown(address)] as const);
  return {
    Subnet: subnet === undefined ? KNOWN_AFTER_APPLY : shown(subnet),
    ...(ipRange !== undefined && { IPRange: shown(ipRange) }),
    ...(gateway !== undefined && { Gateway: shown(gateway) }),
    ...(reserved.length > 0 && { AuxiliaryAddresses: Object.fromEntries(reserved) }),
  };
}

interface Member {
  readonly owner: string;
  readonly endpoint: Endpoint;
}

function membersOf(network: Network): Member[] {
  return [...network.members]
    .flatMap((endpoint) => (endpoint.sandbox.owner ? [{ owner: endpoint.sandbox.owner.name, endpoint }] : []))
    .sort((a, b) => (a.owner < b.owner ? -1 : 1));
}

function memberOf({ owner, endpoint }: Member, engine: EngineSettings): MemberInspection {
  return {
    Name: owner,
    MacAddress: macOf(endpoint, engine),
    IPv4Address: withPrefix(endpoint.ipv4, endpoint.network),
    IPv6Address: withPrefix(endpoint.ipv6, endpoint.network),
  };
}

function withPrefix(address: Knowable<IpAddress> | undefined, network: Network): string {
  if (address === undefined) return '';
  if (!isKnown(address)) return KNOWN_AFTER_APPLY;
  const subnet = network.subnets.find((one) => one.contains(address));
  return subnet ? `${address.toString()}/${subnet.prefix}` : address.toString();
}

/** The one that the definition asks for: of a container as a whole it is that of the network that it is made on. */
function givenMac({ network, sandbox: { owner } }: Endpoint): Knowable<string> | undefined {
  const at = owner?.attachments.findIndex((one) => one.network === network.name) ?? -1;
  return owner?.attachments[at]?.macAddress ?? (at === 0 ? owner?.spec.macAddress : undefined);
}

/** Engines before 28 make it of the address, later ones draw it. */
function macOf(endpoint: Endpoint, engine: EngineSettings): string {
  const given = givenMac(endpoint);
  if (given !== undefined) return shown(given);
  const { ipv4 } = endpoint;
  if (does(engine, 'mac-drawn') || !(ipv4 instanceof IpAddress)) return KNOWN_AFTER_APPLY;
  return macMadeOf(ipv4);
}

function modeOf({ spec, attachments }: Node): string {
  if (!isKnown(spec.namespace)) return KNOWN_AFTER_APPLY;
  const { namespace } = spec;
  if (namespace.kind === 'container') return `container:${shown(namespace.container)}`;
  if (namespace.kind !== 'own') return namespace.kind;
  // the provider makes a container on the default bridge and takes it off again
  return attachments.length === 0 ? 'none' : 'bridge';
}

function byPort(
  entries: readonly (readonly [port: string, address: string, hostPort: string])[],
): Record<string, HostPortInspection[]> {
  const ports: Record<string, HostPortInspection[]> = {};
  for (const [port, HostIp, HostPort] of entries) (ports[port] ??= []).push({ HostIp, HostPort });
  return ports;
}

/** The families in which the host has the port; on a routed network it is open inside only. */
function boundTo({
  publishers,
  containerPort,
  protocol,
  hostAddress,
  hostPort,
  families,
}: Binding): [string, string, string][] {
  const key = `${containerPort}/${protocol}`;
  if (hostAddress !== undefined && !isKnown(hostAddress)) return [[key, KNOWN_AFTER_APPLY, shown(hostPort)]];
  const asked = hostAddress ? [hostAddress.family] : ([4, 6] as const);
  const any = { 4: '0.0.0.0', 6: '::' } as const;
  const routed = asked.filter(
    (family) => publishers[family]?.network.gatewayModes[family] === 'routed' && !families.includes(family),
  );
  return [
    ...families.map((family): [string, string, string] => [
      key,
      hostAddress?.toString() ?? any[family],
      shown(hostPort),
    ]),
    ...routed.map((family): [string, string, string] => [key, any[family], '']),
  ];
}

function networksOf({ name, sandbox }: Node, engine: EngineSettings): Record<string, EndpointInspection> {
  if (sandbox?.owner?.name !== name) return {};
  return Object.fromEntries(sandbox.endpoints.map((endpoint) => [endpoint.network.name, endpointOf(endpoint, engine)]));
}

function endpointOf(endpoint: Endpoint, engine: EngineSettings): EndpointInspection {
  const { network, aliases, ipv4, ipv6 } = endpoint;
  // each subnet has a gateway of its own
  const gateway = (family: 4 | 6): string => {
    const own = family === 4 ? ipv4 : ipv6;
    const subnets = network.subnets.filter(
      (one) => one.family === family && (!(own instanceof IpAddress) || one.contains(own)),
    );
    // what is a default gateway beside the bridge is shown as the gateway
    const other = network.defaultGateways[family];
    if (other) return other.toString();
    return network.gateways.find((one) => subnets.some((subnet) => subnet.contains(one)))?.toString() ?? '';
  };
  const address = (one: Knowable<IpAddress> | undefined): string =>
    one instanceof IpAddress ? one.toString() : one === undefined ? '' : KNOWN_AFTER_APPLY;
  // of several subnets it is the one that has the address
  const prefix = (family: 4 | 6, own: Knowable<IpAddress>): number => {
    const subnets = network.subnets.filter((one) => one.family === family);
    const holder = isKnown(own) ? subnets.find((one) => one.contains(own)) : undefined;
    return (holder ?? subnets[0])?.prefix ?? 0;
  };
  return {
    // engines before 25 count the short id among the aliases
    Aliases:
      !does(engine, 'short-id-no-alias') && network.name !== 'bridge' ? [...aliases, KNOWN_AFTER_APPLY] : aliases,
    Gateway: ipv4 === undefined ? '' : gateway(4),
    IPAddress: address(ipv4),
    IPPrefixLen: ipv4 === undefined ? 0 : prefix(4, ipv4),
    IPv6Gateway: ipv6 === undefined ? '' : gateway(6),
    GlobalIPv6Address: address(ipv6),
    GlobalIPv6PrefixLen: ipv6 === undefined ? 0 : prefix(6, ipv6),
    MacAddress: macOf(endpoint, engine),
  };
}
