import { Cidr, IpAddress } from '../../values/address';
import { nameOf } from '../../engine/definition/docker-reading';
import { ipamBlocks } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { PROVIDER } from './sources';
import { known } from '../../values/unknown';

export const ipv6NotCanonical = defineRule<
  'dockerHost',
  { network: string; field: string; given: string; canonical: string }
>({
  id: 'ipv6-not-canonical',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'IPv6 address that is not in its short form',
  why: 'one address has many spellings, and Terraform compares what is written with what the engine says',
  broken: 'new engines answer with the short form (seen on 29), so Terraform replaces the network at every apply',
  fix: 'write the short form',
  sources: ['https://www.rfc-editor.org/rfc/rfc5952', `${PROVIDER}/issues/54`],
  catalogue: ['5.4 IPv6 subnet not canonical'],
  explain: ({ network, field, given, canonical }) =>
    `the ${field} of network ${network} is written ${given} and read back as ${canonical}`,
  *check(host) {
    if (host.terraform === false) return;
    for (const [network, block] of ipamBlocks(host)) {
      for (const field of ['subnet', 'ipRange', 'gateway'] as const) {
        const given = known(block[field]);
        if (!given?.includes(':')) continue;
        const read = field === 'gateway' ? IpAddress.tryParse(given) : Cidr.tryParse(given);
        if (!read || read.toString() === given) continue;
        yield {
          at: atField(block.at, field),
          facts: { network: nameOf(network), field, given, canonical: read.toString() },
        };
      }
    }
  },
});
