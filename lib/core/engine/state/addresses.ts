import { type DockerHost, type EndpointDefinition, type EngineSettings } from '../definition/docker-host';
import { indexOf } from '../definition/docker-reading';
import { isIpamReadable, reservedFor, subnetsOf } from '../definition/ipam';
import { does } from '../definition/engine-version';
import { IpAddress } from '../../values/address';
import { macBytes } from '../../values/mac-address';
import { quoted } from '../../values/model-error';
import { isKnown, Unknown, type Knowable } from '../../values/unknown';
import { type AddressPool } from './address-pool';
import { addressesOf, givenMac, linkLocalOf } from './link-local';
import { type LiveEndpoint, type LiveNode } from './live';
import { macMadeOf } from './mac-address';
import { isWithoutIpv6, type Endpoint, type Network, type Sandbox } from './sandbox';

/** The addresses of a host's networks: which pools hand them out, and who has one. */
export class Addresses {
  readonly #host: DockerHost;
  readonly #engine: EngineSettings;
  /** The first pool of each subnet. */
  readonly #pools = new Map<string, AddressPool>();
  readonly #endpointAt = new Map<string, LiveEndpoint>();
  readonly #gatewayAt = new Map<string, Network>();

  /** @param isInOrder whether containers start one after another, so that addresses that the engine picks can be predicted */
  constructor(
    host: DockerHost,
    engine: EngineSettings,
    public isInOrder: boolean,
  ) {
    this.#host = host;
    this.#engine = engine;
  }

  addNetwork(network: Network): void {
    for (const pool of network.pools) {
      const key = pool.subnet.toString();
      const other = this.#pools.get(key);
      if (other) pool.shareWith(other);
      else this.#pools.set(key, pool);
    }
    if (!network.driver.isBridged) return; // the gateways of others are not on the host
    for (const gateway of network.gateways) this.#gatewayAt.set(gateway.toString(), network);
  }

  removeNetwork({ pools, gateways }: Network): void {
    for (const pool of pools) this.#pools.delete(pool.subnet.toString());
    for (const gateway of gateways) this.#gatewayAt.delete(gateway.toString());
  }

  /** The endpoint that has an address, when that is known. */
  endpointAt(address: IpAddress): LiveEndpoint | undefined {
    return this.#endpointAt.get(address.toString());
  }

  /** The network whose bridge has an address. */
  gatewayAt(address: IpAddress): Network | undefined {
    return this.#gatewayAt.get(address.toString());
  }

  /** From now on an endpoint has its addresses. */
  add(endpoint: LiveEndpoint): void {
    for (const address of addressesOf(endpoint)) this.#endpointAt.set(address.toString(), endpoint);
  }

  /** The addresses of an endpoint that left its network can be handed out again. */
  free(endpoint: LiveEndpoint): void {
    for (const address of addressesOf(endpoint)) {
      this.#endpointAt.delete(address.toString());
      for (const pool of endpoint.network.pools) pool.free(address);
    }
  }

  /** The containers that have the addresses which an attachment asks for. */
  rivalsOf(network: Network, { ipv4, ipv6 }: EndpointDefinition): LiveNode[] {
    return [ipv4, ipv6].flatMap((text) => this.#holderOf(network, text) ?? []);
  }

  /** The addresses of a new endpoint: those that the engine gave where that was seen, else those it asks for or is handed. */
  ofEndpoint(
    network: Network,
    sandbox: Sandbox,
    definition: EndpointDefinition,
    assigned: EndpointDefinition['assigned'],
  ): Pick<Endpoint, 'ipv4' | 'ipv6' | 'linkLocal'> {
    const linkLocal = linkLocalOf(network, sandbox, definition);
    if (assigned)
      return {
        ipv4: this.#assigned(network, 4, assigned.ipv4),
        ipv6: this.#assigned(network, 6, assigned.ipv6),
        linkLocal,
      };
    const ipv4 = this.#address(network, 4, definition.ipv4);
    return { ipv4, ipv6: this.#address6(network, sandbox, definition, ipv4), linkLocal };
  }

  /** Why the engine refuses an address that is asked for: no subnet of the network has it, or the network needs it itself. */
  refusal(network: Network, definition: EndpointDefinition): string | undefined {
    if (!isPlaced(definition)) return undefined;
    const { ipv4, ipv6 } = definition;
    const written = indexOf(this.#host).networks.get(network.name);
    if (!written || !isIpamReadable(written)) return undefined;
    for (const text of [ipv4, network.ipv6 ? ipv6 : undefined]) {
      const address = text === undefined || !isKnown(text) ? undefined : IpAddress.tryParse(text);
      if (!address) continue;
      const pools = network.pools.filter(({ family }) => family === address.family);
      const isInside = pools.some(({ subnet }) => subnet.contains(address) || subnet.first.isUnspecified);
      if (pools.length > 0 && !isInside) return `its address ${address} is in no subnet of network ${network.name}`;
      const subnet = subnetsOf(written, this.#engine).find(({ cidr }) => cidr.contains(address));
      const holder = subnet && reservedFor(subnet, address);
      if (holder !== undefined) return `its address ${address} is ${holder} of network ${network.name}`;
    }
    return undefined;
  }

  /** Who has an address of a network. */
  #holderOf(network: Network, text: Knowable<string> | undefined): LiveNode | undefined {
    const address = text === undefined || !isKnown(text) ? undefined : IpAddress.tryParse(text);
    const endpoint = address && this.#endpointAt.get(address.toString());
    return endpoint?.network === network ? endpoint.sandbox.owner : undefined;
  }

  #address(network: Network, family: 4 | 6, given: Knowable<string> | undefined): Knowable<IpAddress> | undefined {
    if (family === 4 && !network.ipv4) return undefined;
    const pool = (): AddressPool | undefined => network.pools.find((one) => one.family === family);
    if (given !== undefined) {
      if (!isKnown(given)) return given;
      const address = IpAddress.tryParse(given);
      if (address?.family !== family) return new Unknown(`${quoted(given)} is not an IPv${family} address`);
      pool()?.take(address);
      return address;
    }
    if (family === 6 && !network.ipv6) return undefined;
    const next = this.isInOrder ? pool()?.next() : undefined;
    return next ?? new Unknown(`the engine picks an address of network ${network.name} when the container starts`);
  }

  /** A kernel parameter of the container, or of the endpoint, may switch IPv6 off. */
  #address6(
    network: Network,
    sandbox: Sandbox,
    definition: EndpointDefinition,
    ipv4: Knowable<IpAddress> | undefined,
  ): Knowable<IpAddress> | undefined {
    const off = switchesIpv6Off(sandbox, definition);
    if (off === false)
      return (
        this.#madeOfMac(network, givenMac(sandbox, definition), ipv4) ?? this.#address(network, 6, definition.ipv6)
      );
    if (!network.ipv6) return undefined;
    if (!isKnown(off)) return off;
    if (does(this.#engine, 'ipv6-switched-off')) return undefined;
    return new Unknown('whether an interface on which IPv6 is switched off has an IPv6 address before engine 27');
  }

  /**
   * The address that engines before 28 make of the MAC address on their default bridge, of the given one or of that which they
   * make of the IPv4 address; undefined: they hand one out.
   */
  #madeOfMac(
    network: Network,
    given: Knowable<string> | undefined,
    ipv4: Knowable<IpAddress> | undefined,
  ): Knowable<IpAddress> | undefined {
    const pool = network.pools.find(({ family }) => family === 6);
    const isHandedOut = network.name !== 'bridge' || does(this.#engine, 'default-bridge-ipv6-in-turn');
    if (isHandedOut || !network.ipv6 || !pool || pool.subnet.prefix > 128 - 48) return undefined;
    const mac = given ?? (ipv4 && isKnown(ipv4) ? macMadeOf(ipv4) : ipv4);
    if (mac === undefined || !isKnown(mac)) return mac;
    const bytes = macBytes(mac);
    return bytes && pool.subnet.at(bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n));
  }

  /** An address that the engine gave; undefined: none. */
  #assigned(network: Network, family: 4 | 6, text: string | undefined): Knowable<IpAddress> | undefined {
    return text === undefined ? undefined : this.#address(network, family, text);
  }

  /** Whether the engine has no address left of a family for a container that asks for none. */
  isUsedUp(network: Network, { ipv4, ipv6 }: EndpointDefinition): boolean {
    if (!this.isInOrder) return false;
    const asked = [...(ipv4 === undefined ? [4] : []), ...(ipv6 === undefined && network.ipv6 ? [6] : [])];
    return asked.some((family) => network.pools.find((one) => one.family === family)?.isUsedUp === true);
  }
}

/** Whether an endpoint asks for an address. */
export function isPlaced({ ipv4, ipv6 }: EndpointDefinition): boolean {
  return ipv4 !== undefined || ipv6 !== undefined;
}

/** Whether IPv6 is switched off on an interface: of the whole container, or of the endpoint alone. */
function switchesIpv6Off(sandbox: Sandbox, { driverOptions }: EndpointDefinition): Knowable<boolean> {
  const whole = isWithoutIpv6(sandbox);
  if (driverOptions === undefined) return whole;
  const own = driverOptions['com.docker.network.endpoint.sysctls'] ?? '';
  if (whole === true || !isKnown(own)) return own instanceof Unknown ? own : whole;
  const set = own.split(',').some((one) => /^net\.ipv6\.conf\.[^.]+\.disable_ipv6=1$/.test(one.trim()));
  return set || whole;
}
