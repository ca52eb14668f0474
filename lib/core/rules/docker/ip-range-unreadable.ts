import { Cidr } from '../../values/address';
import { nameOf } from '../../engine/definition/docker-reading';
import { ipamBlocks } from '../../engine/definition/ipam';
import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { DOCS } from './sources';
import { known } from '../../values/unknown';

export const ipRangeUnreadable = defineRule<'dockerHost', { network: string; range: string }>({
  id: 'ip-range-unreadable',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'ip range that is not an address block',
  why: 'it is a smaller block of the subnet, not a pair of addresses',
  broken:
    'the engine refuses it: "failed to parse pool request for address space "LocalDefault" pool "10.77.0.0/24" subpool ' +
    '"10.77.0.0": Invalid Address SubPool" (20.10), "invalid JSON: netip.ParsePrefix("10.77.0.0"): no \'/\'" (29)',
  fix: 'write it as 172.25.8.0/24',
  sources: [DOCS.create],
  catalogue: ['1.3 ip_range not CIDR'],
  explain: ({ network, range }) => `the ip range of network ${network} is not an address block: ${quoted(range)}`,
  *check(host) {
    for (const [network, block] of ipamBlocks(host)) {
      const range = known(block.ipRange);
      if (range === undefined || range === '' || Cidr.around(range)) continue;
      yield { at: atField(block.at, 'ipRange'), facts: { network: nameOf(network), range } };
    }
  },
});
