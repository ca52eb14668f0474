import { does } from '../../engine/definition/engine-version';
import { nameOf } from '../../engine/definition/docker-reading';
import { placedAddresses, isIpamReadable } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const staticAddressWithoutSubnet = defineRule<
  'dockerHost',
  { container: string; address: string; network: string; family: number }
>({
  id: 'static-address-without-subnet',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'fixed address on a network without a subnet of its own',
  why: 'which subnet the engine would choose is not known before, and differs from host to host',
  broken:
    'engines before 29 do not start the container: "user specified IP address is supported only when connecting to networks ' +
    'with user configured subnets"; 29 does when the subnet it chose happens to hold the address',
  fix: 'give the network a subnet of that family, or the container no fixed address',
  sources: ['https://docs.docker.com/reference/cli/docker/network/connect/#ip'],
  catalogue: ['2.5 network without explicit subnet', '2.5 ipv6 address on an IPv4 network'],
  explain: ({ container, address, network, family }) =>
    `container ${container} asks for ${address} on network ${network}, which has no IPv${family} subnet of its own`,
  *check(host) {
    for (const { container, endpoint, field, family, address, network, subnets } of placedAddresses(host)) {
      if (!address || network.existing || !isIpamReadable(network)) continue;
      const used = family === 4 || network.ipv6 !== false ? subnets : [];
      if (used.length > 0) continue;
      // from 29 on any subnet will do that holds the address; without IPv6 there is none
      const chosen = does(host.engine, 'static-on-chosen-subnet') && (family === 4 || network.ipv6 !== false);
      yield {
        at: atField(endpoint.at, field),
        facts: { container: nameOf(container), address: address.toString(), network: nameOf(network), family },
        others: [network.at],
        effect: chosen ? 'may go wrong' : 'cannot work',
      };
    }
  },
});
