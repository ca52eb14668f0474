import { Cidr } from '../../values/address';
import { hasDriver } from '../../engine/definition/driver';
import { createdNetworks, nameOf } from '../../engine/definition/docker-reading';
import { subnetsOf } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

/** From where the engine takes the subnets of networks that ask for none: 172.17.0.0/16 to 172.31.0.0/16, and 192.168.0.0/16. */
const POOLS = [
  Cidr.parse('192.168.0.0/16'),
  ...Array.from({ length: 15 }, (_none, index) => Cidr.parse(`172.${17 + index}.0.0/16`)),
];

export const subnetInAddressPools = defineRule<'dockerHost', { network: string; subnet: string; others: string[] }>({
  id: 'subnet-in-address-pools',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'a subnet is fixed inside the blocks from which other networks get theirs',
  why: 'the engine gives networks without a subnet the first free block of 172.17.0.0/16 to 172.31.0.0/16 and 192.168.0.0/16, and whoever comes first has it',
  broken:
    'when the block is taken already, the engine refuses the network: "Pool overlaps with other one on this address space"',
  fix: 'use a subnet outside of 172.17.0.0 to 172.31.255.255 and 192.168.0.0/16, such as one of 10.0.0.0/8, or give all networks of the host one',
  sources: ['https://docs.docker.com/engine/network/#subnet-allocation'],
  catalogue: ['1.4 default pools'],
  explain: ({ network, subnet, others }) =>
    `subnet ${subnet} of network ${network} lies in the address pools from which the engine gives ${others.join(', ')} ${others.length === 1 ? 'its subnet' : 'their subnets'}: where one of them comes first and gets this block, the engine refuses ${network}`,
  *check(host) {
    const bridges = [...createdNetworks(host)].filter((network) => hasDriver(network, ({ isBridged }) => isBridged));
    const asking = bridges.filter(({ ipam }) => ipam.complete && ipam.items.length === 0);
    if (asking.length === 0) return;
    for (const network of bridges) {
      const inside = subnetsOf(network, host.engine).find(({ cidr }) => POOLS.some((pool) => pool.overlaps(cidr)));
      if (!inside) continue;
      yield {
        at: atField(inside.block.at, 'subnet'),
        facts: { network: nameOf(network), subnet: inside.cidr.toString(), others: asking.slice(0, 3).map(nameOf) },
        others: asking.slice(0, 1).map(({ at }) => at),
      };
    }
  },
});
