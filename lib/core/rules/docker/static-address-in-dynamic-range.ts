import { nameOf, indexOf } from '../../engine/definition/docker-reading';
import { reservedFor, staticAddressesOf, subnetsOf } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const staticAddressInDynamicRange = defineRule<
  'dockerHost',
  { container: string; address: string; network: string; range: string; subnet: string; rival: string }
>({
  id: 'static-address-in-dynamic-range',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'fixed address in the range that the engine assigns to other containers',
  why: 'the engine hands out the lowest free address, and one that starts first may get the fixed one; a stopped container keeps none',
  broken: 'whether the container starts is a matter of order: "Address already in use"',
  fix: 'give the network an ip range and use fixed addresses outside of it; an auxiliary address does not help',
  fixFor: ({ range, subnet }) =>
    range === subnet
      ? 'give the network an ip range and use fixed addresses outside of it; an auxiliary address does not help'
      : `use an address of ${subnet} outside of ${range}`,
  sources: ['https://docs.docker.com/reference/cli/docker/network/create/'],
  catalogue: ['2.5 race', '0.12'],
  explain: ({ container, address, network, range, rival }) =>
    `address ${address} of container ${container} is in ${range}, from which network ${network} gives container ${rival} its address`,
  *check(host) {
    const { networks, members } = indexOf(host);
    for (const [name, attachments] of members) {
      const network = networks.get(name);
      if (!network) continue;
      const subnets = subnetsOf(network, host.engine);
      for (const [field, family] of [
        ['ipv4', 4],
        ['ipv6', 6],
      ] as const) {
        if (family === 6 && network.ipv6 !== true) continue;
        const rivals = attachments.filter(({ endpoint }) => endpoint[field] === undefined || endpoint[field] === '');
        const [first] = rivals;
        if (!first) continue;
        // a container that joins twice is no rival of itself
        const other = rivals.find(({ container }) => container !== first.container);
        for (const attachment of attachments) {
          const rival = attachment.container === first.container ? other : first;
          if (!rival) continue;
          for (const one of staticAddressesOf(attachment)) {
            const { address } = one;
            if (!address || one.family !== family) continue;
            const subnet = subnets.find(({ dynamic }) => dynamic?.contains(address));
            if (!subnet?.dynamic || reservedFor(subnet, address) !== undefined) continue;
            yield {
              at: atField(one.endpoint.at, field),
              facts: {
                container: nameOf(one.container),
                address: address.toString(),
                network: name,
                range: subnet.dynamic.toString(),
                subnet: subnet.cidr.toString(),
                rival: nameOf(rival.container),
              },
              others: [rival.container.at],
            };
          }
        }
      }
    }
  },
});
