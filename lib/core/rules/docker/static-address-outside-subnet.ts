import { nameOf } from '../../engine/definition/docker-reading';
import { placedAddresses, isIpamReadable } from '../../engine/definition/ipam';
import { joined } from '../../values/phrase';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const staticAddressOutsideSubnet = defineRule<
  'dockerHost',
  { container: string; address: string; network: string; subnets: string[] }
>({
  id: 'static-address-outside-subnet',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'fixed address outside of the subnet of its network',
  why: 'the network delivers to addresses of its subnets only',
  broken:
    `the engine refuses it, 20.10 at start: "Invalid address 10.111.0.20: It does not belong to any of this network's ` +
    'subnets", 29 at once: "no configured subnet contains IP address 10.111.0.20"',
  fix: 'use an address of the subnet',
  fixFor: ({ subnets }) => `use an address of ${joined(subnets, 'or')}`,
  sources: ['https://docs.docker.com/reference/cli/docker/network/connect/#ip'],
  catalogue: ['2.5 outside subnet'],
  explain: ({ container, address, network, subnets }) =>
    `address ${address} of container ${container} is not in network ${network} (${subnets.join(', ')})`,
  *check(host) {
    for (const { container, endpoint, field, address, network, subnets } of placedAddresses(host)) {
      if (!address || subnets.length === 0 || !isIpamReadable(network)) continue;
      if (subnets.some(({ cidr }) => cidr.contains(address) || cidr.first.isUnspecified)) continue;
      if (field === 'ipv6' && network.ipv6 === false) continue;
      yield {
        at: atField(endpoint.at, field),
        facts: {
          container: nameOf(container),
          address: address.toString(),
          network: nameOf(network),
          subnets: subnets.map(({ cidr }) => cidr.toString()),
        },
        others: [network.at],
      };
    }
  },
});
