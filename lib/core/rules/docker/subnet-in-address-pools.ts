import { addressPoolsOf } from '../../engine/definition/address-pools';
import { hasDriver } from '../../engine/definition/driver';
import { createdNetworks, nameOf } from '../../engine/definition/docker-reading';
import { subnetsOf } from '../../engine/definition/ipam';
import { joined } from '../../values/phrase';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

type Facts = {
  network: string;
  subnet: string;
  others: string[];
  /** The pools that the daemon is told of; empty where they are those of every engine. */
  pools: string[];
};

export const subnetInAddressPools = defineRule<'dockerHost', Facts>({
  id: 'subnet-in-address-pools',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'a subnet is fixed inside the blocks from which other networks get theirs',
  why: 'the engine gives networks without a subnet the first free block of its address pools, by default 172.17.0.0/16 to 172.31.0.0/16 and 192.168.0.0/16, and whoever comes first has it',
  broken:
    'when the block is taken already, the engine refuses the network: "Pool overlaps with other one on this address space"',
  fix: 'use a subnet outside of 172.17.0.0 to 172.31.255.255 and 192.168.0.0/16, such as one of 10.0.0.0/8, or give all networks of the host one',
  fixFor: ({ pools }) =>
    pools.length === 0
      ? undefined
      : `use a subnet outside of ${joined(pools, 'and')}, or give all networks of the host one`,
  sources: ['https://docs.docker.com/engine/network/#subnet-allocation'],
  catalogue: ['1.4 default pools'],
  explain: ({ network, subnet, others }) =>
    `subnet ${subnet} of network ${network} lies in the address pools from which the engine gives ${others.join(', ')} ${others.length === 1 ? 'its subnet' : 'their subnets'}: where one of them comes first and gets this block, the engine refuses ${network}`,
  *check(host) {
    const bridges = [...createdNetworks(host)].filter((network) => hasDriver(network, ({ isBridged }) => isBridged));
    const asking = bridges.filter(({ ipam }) => ipam.complete && ipam.items.length === 0);
    const pools = addressPoolsOf(host.engine);
    if (asking.length === 0 || pools === undefined) return;
    const told = host.engine.addressPools?.map(({ base }) => base) ?? [];
    for (const network of bridges) {
      const inside = subnetsOf(network, host.engine).find(({ cidr }) =>
        pools.some(({ block }) => block.overlaps(cidr)),
      );
      if (!inside) continue;
      yield {
        at: atField(inside.block.at, 'subnet'),
        facts: {
          network: nameOf(network),
          subnet: inside.cidr.toString(),
          others: asking.slice(0, 3).map(nameOf),
          pools: told,
        },
        others: asking.slice(0, 1).map(({ at }) => at),
      };
    }
  },
});
