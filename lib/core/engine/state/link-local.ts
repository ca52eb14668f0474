import { type EndpointDefinition } from '../definition/docker-host';
import { IpAddress } from '../../values/address';
import { macBytes } from '../../values/mac-address';
import { isKnown, type Knowable } from '../../values/unknown';
import { type Endpoint, type Network, type Sandbox } from './sandbox';

/** The addresses of an endpoint that are known. */
export function addressesOf({ ipv4, ipv6, linkLocal }: Endpoint): readonly IpAddress[] {
  return [...[ipv4, ipv6].filter((one) => one instanceof IpAddress), ...linkLocal];
}

/** The link-local addresses of an endpoint: those it asks for, and the one made of its MAC address. */
export function linkLocalOf(network: Network, sandbox: Sandbox, definition: EndpointDefinition): IpAddress[] {
  const given = (definition.linkLocal?.items ?? []).flatMap((text) =>
    isKnown(text) ? (IpAddress.tryParse(text) ?? []) : [],
  );
  return [...given, ...ownLinkLocal(network, sandbox, definition)];
}

/** The MAC address that the definition asks for: of a container as a whole it is that of the first network it joins. */
export function givenMac(
  { owner, endpoints }: Sandbox,
  { macAddress }: EndpointDefinition,
): Knowable<string> | undefined {
  return macAddress ?? (endpoints.length === 0 ? owner?.spec.macAddress : undefined);
}

/**
 * The link-local address that the kernel makes of a MAC address, where the definition gives one and the network has IPv6.
 * @see https://www.rfc-editor.org/rfc/rfc4291#appendix-A
 */
function ownLinkLocal({ ipv6 }: Network, sandbox: Sandbox, definition: EndpointDefinition): IpAddress[] {
  const mac = givenMac(sandbox, definition);
  const bytes = typeof mac === 'string' && ipv6 ? macBytes(mac) : undefined;
  if (!bytes) return [];
  const [first = 0, ...rest] = bytes;
  const all = [first ^ 2, ...rest.slice(0, 2), 0xff, 0xfe, ...rest.slice(2)];
  const words = [0, 2, 4, 6].map((at) => (((all[at] ?? 0) << 8) | (all[at + 1] ?? 0)).toString(16));
  return [IpAddress.parse(`fe80::${words.join(':')}`)];
}
