import { Cidr } from '../../values/address';
import { nameOf } from '../../engine/definition/docker-reading';
import { ipamBlocks, subnetOf } from '../../engine/definition/ipam';
import { overlapFinder } from '../../values/cidr-overlap';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const subnetUsedElsewhere = defineRule<'dockerHost', { network: string; subnet: string; range: string }>({
  id: 'subnet-used-elsewhere',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'subnet that hides another network that the host can reach',
  why: 'the route to the network wins over the one to a VPN or VPC with the same addresses, and the engine does not look at those',
  broken: 'the engine accepts it; the machines behind that range are out of reach for the host and its containers',
  fix: 'use a subnet outside of these ranges, or leave it out and let one be chosen',
  sources: ['https://docs.docker.com/engine/network/#subnet-allocation'],
  catalogue: ['1.4 host routes'],
  explain: ({ network, subnet, range }) =>
    `subnet ${subnet} of network ${network} overlaps ${range}, which is in use elsewhere`,
  *check(host) {
    const outside = (host.engine.outsideRanges ?? []).flatMap((text) => Cidr.around(text) ?? []);
    const find = overlapFinder(outside);
    for (const [network, block] of ipamBlocks(host)) {
      const cidr = subnetOf(block);
      const range = cidr && find(cidr);
      if (!range) continue;
      yield {
        at: atField(block.at, 'subnet'),
        facts: { network: nameOf(network), subnet: cidr.toString(), range: range.toString() },
      };
    }
  },
});
