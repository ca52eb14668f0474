import { does } from '../../engine/definition/engine-version';
import { Cidr } from '../../values/address';
import { nameOf } from '../../engine/definition/docker-reading';
import { ipamBlocks } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { MOBY_IPAM } from './sources';
import { known } from '../../values/unknown';

export const ipRangeHostBits = defineRule<'dockerHost', { network: string; range: string; canonical: string }>({
  id: 'ip-range-host-bits',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'ip range that does not start at its first address',
  why: 'bits behind the prefix say nothing, so engines from 25 on take them for a mistake',
  broken:
    'engines from 25 on refuse it: "invalid ip-range 10.77.5.7/24: it should be 10.77.5.0/24"; older ones accept it',
  fix: 'write the first address of the block',
  sources: [MOBY_IPAM],
  catalogue: ['1.3 ip_range host bits', '5.4 host bits'],
  explain: ({ network, range, canonical }) => `ip range ${range} of network ${network} should be ${canonical}`,
  *check(host) {
    for (const [network, block] of ipamBlocks(host)) {
      const range = known(block.ipRange) ?? '';
      const canonical = Cidr.around(range)?.toString();
      if (canonical === undefined || Cidr.tryParse(range)) continue;
      yield {
        at: atField(block.at, 'ipRange'),
        facts: { network: nameOf(network), range, canonical },
        effect: does(host.engine, 'ipam-checked') ? 'cannot deploy' : 'may go wrong',
      };
    }
  },
});
