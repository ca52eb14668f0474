import { Cidr } from '../../values/address';
import { nameOf } from '../../engine/definition/docker-reading';
import { ipamBlocks, subnetOf } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

const SPECIAL: readonly (readonly [Cidr, string])[] = [
  [Cidr.parse('127.0.0.0/8'), 'loopback addresses, which stay inside one machine'],
  [Cidr.parse('169.254.0.0/16'), 'link-local addresses, cloud metadata services among them'],
  [Cidr.parse('224.0.0.0/4'), 'multicast addresses'],
  [Cidr.parse('240.0.0.0/4'), 'reserved addresses, which many programs refuse'],
  [Cidr.parse('fe80::/10'), 'link-local addresses, which every interface has'],
  [Cidr.parse('ff00::/8'), 'multicast addresses'],
];

export const subnetSpecial = defineRule<'dockerHost', { network: string; subnet: string; what: string }>({
  id: 'subnet-special',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'subnet in a special-purpose range',
  why: 'loopback, link-local, multicast and reserved addresses are treated apart by kernels and programs',
  broken:
    'the engine accepts them all; on a multicast subnet no container starts: "route for the gateway 224.0.0.1 could not be found"',
  fix: 'use a block of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, in IPv6 of fd00::/8',
  sources: ['https://www.iana.org/assignments/iana-ipv4-special-registry'],
  catalogue: ['1.3 special ranges'],
  explain: ({ network, subnet, what }) => `subnet ${subnet} of network ${network} holds ${what}`,
  *check(host) {
    for (const [network, block] of ipamBlocks(host)) {
      const cidr = subnetOf(block);
      const special = cidr && SPECIAL.find(([range]) => range.overlaps(cidr));
      if (!special || cidr.first.isUnspecified) continue;
      yield {
        at: atField(block.at, 'subnet'),
        facts: { network: nameOf(network), subnet: cidr.toString(), what: special[1] },
      };
    }
  },
});
