import { Cidr, IpAddress } from '../../values/address';
import { nameOf } from '../../engine/definition/docker-reading';
import { subnetsOf, isIpamReadable } from '../../engine/definition/ipam';
import { overlapFinder } from '../../values/cidr-overlap';
import { portsOnHost } from '../../engine/definition/published-ports';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const publishedAddressNotLocal = defineRule<'dockerHost', { container: string; address: string }>({
  id: 'published-address-not-local',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'port published on an address that the host does not have',
  why: 'the engine listens on it',
  broken:
    'the container does not start: "listen tcp4 10.250.0.1:8181: bind: cannot assign requested address" (20.10), "failed to ' +
    'bind host port 10.250.0.1:8181/tcp: cannot assign requested address" (29)',
  fix: 'use an address of the host or of a bridge, or tell the engine settings about the address',
  sources: ['https://docs.docker.com/engine/network/port-publishing/'],
  catalogue: ['1.5 host_binding_ipv4', '4.3 host address not on this machine'],
  explain: ({ container, address }) =>
    `container ${container} publishes a port on ${address}, which the host is not known to have`,
  *check(host) {
    if (host.engine.addresses.length === 0) return;
    const own = new Set(host.engine.addresses.flatMap((text) => IpAddress.tryParse(text)?.toString() ?? []));
    const bridges: Cidr[] = [];
    const bridge = Cidr.around(host.engine.defaultBridgeSubnet);
    if (bridge) bridges.push(bridge);
    for (const network of host.networks.items) {
      // a bridge whose subnet the engine chooses may have any address
      if (!isIpamReadable(network) || network.ipam.items.length === 0) return;
      bridges.push(...subnetsOf(network, host.engine).map(({ cidr }) => cidr));
    }
    const find = overlapFinder(bridges);
    for (const { container, at, possible } of portsOnHost(host)) {
      const { address } = possible;
      if (!address || address.isUnspecified || address.isLoopback || own.has(address.toString())) continue;
      if (find(Cidr.of(address, address.family === 4 ? 32 : 128))) continue;
      yield { at: atField(at, 'hostAddress'), facts: { container: nameOf(container), address: address.toString() } };
    }
  },
});
