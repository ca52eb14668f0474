import { hasDriver } from '../../engine/definition/driver';
import { Cidr, IpAddress } from '../../values/address';
import { nameOf } from '../../engine/definition/docker-reading';
import { ipamBlocks, subnetOf } from '../../engine/definition/ipam';
import { overlapFinder } from '../../values/cidr-overlap';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const subnetHoldsHost = defineRule<'dockerHost', { network: string; subnet: string; address: string }>({
  id: 'subnet-holds-host',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'subnet that holds the address of the host itself',
  why: 'the host would have two ways into its own network',
  broken:
    'the engine does not notice: the bridge may even get the address of the host, and the neighbours of the host are cut off',
  fix: 'use a subnet that is not in use on the network of the host',
  sources: ['https://docs.docker.com/engine/network/#subnet-allocation'],
  catalogue: ['1.4 explicit subnets and host routes'],
  explain: ({ network, subnet, address }) =>
    `subnet ${subnet} of network ${network} holds the address ${address} of the host`,
  *check(host) {
    const addresses = host.engine.addresses.flatMap((text) => IpAddress.tryParse(text) ?? []);
    const find = overlapFinder(addresses.map((address) => Cidr.of(address, address.family === 4 ? 32 : 128)));
    for (const [network, block] of ipamBlocks(host)) {
      const cidr = subnetOf(block);
      const address = cidr && find(cidr)?.first;
      if (!address || hasDriver(network, ({ isOnLan }) => isOnLan)) continue;
      yield {
        at: atField(block.at, 'subnet'),
        facts: { network: nameOf(network), subnet: cidr.toString(), address: address.toString() },
      };
    }
  },
});
