import { Cidr } from '../../values/address';
import { nameOf } from '../../engine/definition/docker-reading';
import { ipamBlocks, subnetOf } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

const NOT_PUBLIC = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '198.18.0.0/15',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/3',
].map((text) => Cidr.parse(text));

export const subnetPublic = defineRule<'dockerHost', { network: string; subnet: string }>({
  id: 'subnet-public',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'public addresses as the subnet of a network',
  why: 'containers of the host reach the network instead of the machines that have these addresses on the internet',
  broken:
    'the engine accepts it; whatever has one of these addresses elsewhere is out of reach for the host and its containers',
  fix: 'use a block of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16',
  sources: ['https://www.rfc-editor.org/rfc/rfc1918'],
  catalogue: ['1.3 public ranges'],
  explain: ({ network, subnet }) => `subnet ${subnet} of network ${network} holds public addresses of the internet`,
  *check(host) {
    for (const [network, block] of ipamBlocks(host)) {
      const cidr = subnetOf(block);
      if (cidr?.family !== 4 || cidr.first.isUnspecified || NOT_PUBLIC.some((range) => range.contains(cidr))) continue;
      yield { at: atField(block.at, 'subnet'), facts: { network: nameOf(network), subnet: cidr.toString() } };
    }
  },
});
