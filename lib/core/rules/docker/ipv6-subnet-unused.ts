import { nameOf } from '../../engine/definition/docker-reading';
import { ipamBlocks, subnetOf } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const ipv6SubnetUnused = defineRule<'dockerHost', { network: string; subnet: string }>({
  id: 'ipv6-subnet-unused',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'IPv6 subnet on a network without IPv6',
  why: 'IPv6 is a setting of its own beside the subnets, and it is off by default',
  broken: 'the engine accepts the subnet and never uses it: containers get an IPv4 address only',
  fix: 'switch IPv6 on for the network, or leave the IPv6 subnet out',
  sources: ['https://docs.docker.com/engine/daemon/ipv6/'],
  catalogue: ['1.1 ipv6'],
  explain: ({ network, subnet }) => `network ${network} has the IPv6 subnet ${subnet}, but IPv6 is off`,
  *check(host) {
    for (const [network, block] of ipamBlocks(host)) {
      const cidr = subnetOf(block);
      if (network.ipv6 !== false || cidr?.family !== 6) continue;
      yield { at: atField(block.at, 'subnet'), facts: { network: nameOf(network), subnet: cidr.toString() } };
    }
  },
});
