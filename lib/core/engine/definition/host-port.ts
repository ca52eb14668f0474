import { IpAddress, type IpFamily } from '../../values/address';
import { does } from './engine-version';
import { type EngineSettings, type Listener } from './docker-host';

/** A port of the host as the engine takes it for a container, or a program on the host for itself. */
export interface HostPort {
  /** Undefined: every address of its families. */
  readonly address: IpAddress | undefined;
  /** The address families in which it is taken; none where the engine says nothing and takes none. */
  readonly families: readonly IpFamily[];
}

/** What a network that carries a container's ports is like, as far as host ports depend on it. */
export interface PortCarrier {
  /** Whether the container has an IPv4 address on it. */
  readonly ipv4: boolean;
  /** Whether the container has an IPv6 address on it. */
  readonly ipv6: boolean;
  readonly gatewayModes: Readonly<Record<IpFamily, string>>;
}

const FAMILIES = [4, 6] as const;

/**
 * The families in which an engine takes a host port, by the network that carries each. Where the container has no IPv6, the userland proxy
 * takes the port for IPv6, if it is on; a routed network opens the container's own address instead.
 * @see https://docs.docker.com/engine/network/port-publishing/
 */
export function familiesTaken(
  engine: EngineSettings,
  carriers: Readonly<Record<IpFamily, PortCarrier | undefined>>,
  address: IpAddress | undefined,
): readonly IpFamily[] {
  return FAMILIES.filter((family) => {
    const carrier = carriers[family];
    if (!carrier || (address && address.family !== family)) return false;
    if (carrier.gatewayModes[family] === 'routed' && does(engine, 'gateway-modes-observed')) return false;
    return family === 4 ? carrier.ipv4 : carrier.ipv6 || (engine.userlandProxy && carrier.ipv4);
  });
}

/** The port of a program on the host itself. A program on :: takes IPv4 too, as sockets of Linux do unless told otherwise (ipv6(7)). */
export function listenerPort({ address: text }: Listener): HostPort {
  const address = text === undefined ? undefined : IpAddress.tryParse(text);
  const everywhere = !address || (address.isUnspecified && address.family === 6);
  return everywhere ? { address: undefined, families: FAMILIES } : { address, families: [address.family] };
}

/** Whether two ports of one number and protocol cannot be taken both: they have an address of the host in common. */
export function collide(a: HostPort, b: HostPort): boolean {
  return a.families.some((family) => b.families.includes(family)) && haveAddressInCommon(a.address, b.address);
}

/** Undefined, 0.0.0.0 and :: stand for every address. */
function haveAddressInCommon(a: IpAddress | undefined, b: IpAddress | undefined): boolean {
  return !a || !b || a.isUnspecified || b.isUnspecified || a.equals(b);
}
