import { Cidr, IpAddress } from '../../values/address';
import { nameOf } from '../../engine/definition/docker-reading';
import { ipamBlocks, subnetOf } from '../../engine/definition/ipam';
import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { DOCS } from './sources';
import { known } from '../../values/unknown';

export const subnetUnreadable = defineRule<'dockerHost', { network: string; subnet: string }>({
  id: 'subnet-unreadable',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'subnet that is not an address block',
  why: 'it needs an address, a slash and the number of leading bits',
  broken:
    'the engine refuses it: "Invalid subnet 10.77.0.0/33 : invalid CIDR address: 10.77.0.0/33" (20.10), "invalid JSON: ' +
    'netip.ParsePrefix("10.77.0.0/33"): prefix length out of range" (29)',
  fix: 'write it as address/length, such as 172.25.0.0/16 or fd00::/64',
  fixFor: ({ subnet }) => wayOutOf(subnet),
  sources: [DOCS.create],
  catalogue: ['1.3 subnet not CIDR'],
  explain: ({ network, subnet }) =>
    `subnet ${quoted(subnet)} of network ${network} ${IpAddress.tryParse(subnet) ? 'has no prefix length' : 'is not an address block'}`,
  *check(host) {
    for (const [network, block] of ipamBlocks(host)) {
      const subnet = known(block.subnet);
      if (subnet === undefined || subnet === '' || subnetOf(block)) continue;
      yield { at: atField(block.at, 'subnet'), facts: { network: nameOf(network), subnet } };
    }
  },
});

/** The block that was probably meant, where the address of it can be read. */
function wayOutOf(subnet: string): string | undefined {
  const address = IpAddress.tryParse(subnet.split('/')[0]?.trim() ?? '');
  if (!address) return undefined;
  const block = Cidr.around(`${address.toString()}/${address.family === 4 ? 24 : 64}`);
  return block && `write it as address/length, such as ${Cidr.of(block.first, block.prefix).toString()}`;
}
