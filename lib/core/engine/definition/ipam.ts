import { type DockerHost, type EngineSettings, type IpamBlock, type NetworkDefinition } from './docker-host';
import { type Attachment, createdNetworks, indexOf } from './docker-reading';
import { driverOf } from './driver';
import { type VersionedEngine } from './engine-version';
import { Cidr, IpAddress, type IpFamily } from '../../values/address';
import { quoted } from '../../values/model-error';
import { isKnown, type Knowable, known, Unknown } from '../../values/unknown';

/** Each IPAM entry of the networks that are created. */
export function* ipamBlocks(host: DockerHost): Generator<readonly [NetworkDefinition, IpamBlock]> {
  for (const network of createdNetworks(host)) for (const block of network.ipam.items) yield [network, block];
}

/** What an IPAM entry says, as far as it is known and readable. */
export interface Subnet {
  readonly block: IpamBlock;
  readonly cidr: Cidr;
  /** Out of which block the engine picks addresses. Undefined while the range is unknown. */
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
    if (endOf(cidr, address) === undefined && dynamic.contains(address)) return address;
  }
  return new Unknown(`${dynamic.toString()} has no address for a gateway`);
}

/** What the bridge driver calls the auxiliary address that its containers have for a default gateway. */
export function otherGatewayKey({ family }: Cidr): string {
  return `DefaultGatewayIPv${family}`;
}

/**
 * Whether no machine can have an address of a subnet, as it is its network or broadcast address; in IPv6 only the first one is.
 * In IPv4 subnets of one or two addresses both ends are addresses like any other.
 * @see https://www.rfc-editor.org/rfc/rfc3021
 */
export function endOf(cidr: Cidr, address: IpAddress): 'network' | 'broadcast' | undefined {
  if (cidr.family === 4 && cidr.prefix >= 31) return undefined;
  if (address.equals(cidr.first)) return 'network';
  return cidr.family === 4 && address.equals(cidr.last) ? 'broadcast' : undefined;
}

/** What a network has an address of its subnet for, so that no container gets it; undefined: a container may have it. */
export function reservedFor({ cidr, gateway, auxiliary }: Subnet, address: IpAddress): string | undefined {
  if (gateway?.equals(address)) return 'the gateway';
  const end = endOf(cidr, address);
  if (end) return `the ${end} address`;
  const held = auxiliary.find((one) => one.address.equals(address));
  return held && `auxiliary address ${held.key}`;
}

/**
 * An address of an entry that the network has not given away yet, as an example to write: what was meant where that
 * can be told, else the first from a number on.
 */
export function exampleOf(block: IpamBlock, written: string, from: number): string | undefined {
  const cidr = subnetOf(block);
  if (!cidr) return undefined;
  const held = [block.gateway, ...Object.values(block.auxiliary)].map((one) => IpAddress.tryParse(known(one) ?? ''));
  const isFree = (address: IpAddress): boolean =>
    cidr.contains(address) && endOf(cidr, address) === undefined && !held.some((one) => one?.equals(address) === true);
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
