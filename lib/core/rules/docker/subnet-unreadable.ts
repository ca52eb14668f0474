import { nameOf, known, ipamBlocks, subnetOf } from '../../engine/definition/docker-reading';
import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { DOCS } from './sources';

export const subnetUnreadable = defineRule<'dockerHost', { network: string; subnet: string }>({
  id: 'subnet-unreadable',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'subnet that is not an address block',
  why: 'it needs an address, a slash and the number of leading bits',
  broken:
    'the engine refuses it: "Invalid subnet 10.77.0.0/33 : invalid CIDR address: 10.77.0.0/33" (20.10), "invalid JSON: ' +
    'netip.ParsePrefix("10.77.0.0/33"): prefix length out of range" (29)',
  fix: 'write it as 172.25.0.0/16 or fd00::/64',
  sources: [DOCS.create],
  catalogue: ['1.3 subnet not CIDR'],
  explain: ({ network, subnet }) => `the subnet of network ${network} is not an address block: ${quoted(subnet)}`,
  *check(host) {
    for (const [network, block] of ipamBlocks(host)) {
      const subnet = known(block.subnet);
      if (subnet === undefined || subnet === '' || subnetOf(block)) continue;
      yield { at: atField(block.at, 'subnet'), facts: { network: nameOf(network), subnet } };
    }
  },
});
