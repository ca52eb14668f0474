import { does } from '../../engine/definition/engine-version';
import { Cidr } from '../../values/address';
import { nameOf } from '../../engine/definition/docker-reading';
import { ipamBlocks, subnetOf } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { MOBY_IPAM } from './sources';
import { known } from '../../values/unknown';

export const subnetHostBits = defineRule<'dockerHost', { network: string; subnet: string; canonical: string }>({
  id: 'subnet-host-bits',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'subnet that does not start at its first address',
  why: 'bits behind the prefix say nothing, so engines from 25 on take them for a mistake',
  broken:
    'engines from 25 on refuse it: "invalid subnet 10.77.0.5/24: it should be 10.77.0.0/24"; older ones accept it',
  fix: 'write the first address of the block',
  sources: [MOBY_IPAM],
  catalogue: ['1.3 host bits', '5.4 host bits'],
  explain: ({ network, subnet, canonical }) => `subnet ${subnet} of network ${network} should be ${canonical}`,
  *check(host) {
    for (const [network, block] of ipamBlocks(host)) {
      const subnet = known(block.subnet) ?? '';
      const cidr = subnetOf(block);
      if (!cidr || Cidr.tryParse(subnet)) continue;
      yield {
        at: atField(block.at, 'subnet'),
        facts: { network: nameOf(network), subnet, canonical: cidr.toString() },
        effect: does(host.engine, 'ipam-checked') ? 'cannot deploy' : 'may go wrong',
      };
    }
  },
});
