import { nameOf } from '../../engine/definition/docker-reading';
import { placedAddresses, reservedFor } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const staticAddressReserved = defineRule<
  'dockerHost',
  { container: string; address: string; network: string; holder: string }
>({
  id: 'static-address-reserved',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'fixed address that the network needs itself',
  why: 'network and broadcast address, gateway and auxiliary addresses are taken before any container starts, even one that asks for such an address; without a gateway of its own a network takes the first address of its ip range or subnet',
  broken: 'the container does not start: "Address already in use"',
  fix: 'use another address of the subnet',
  sources: ['https://docs.docker.com/reference/cli/docker/network/connect/#ip'],
  catalogue: ['2.5 gateway, network, broadcast, aux', '1.3 aux is never handed out'],
  explain: ({ container, address, network, holder }) =>
    `address ${address} of container ${container} is taken: it is ${holder} of network ${network}`,
  *check(host) {
    for (const { container, endpoint, field, address, network, subnets } of placedAddresses(host)) {
      const subnet = address && subnets.find(({ cidr }) => cidr.contains(address));
      if (!subnet || (field === 'ipv6' && network.ipv6 === false)) continue;
      const holder = reservedFor(subnet, address);
      if (holder === undefined) continue;
      yield {
        at: atField(endpoint.at, field),
        facts: { container: nameOf(container), address: address.toString(), network: nameOf(network), holder },
        others: [network.at],
      };
    }
  },
});
