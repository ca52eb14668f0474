import { Cidr } from '../../values/address';
import { nameOf } from '../../engine/definition/docker-reading';
import { does } from '../../engine/definition/engine-version';
import { ipamBlocks, subnetOf } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { MOBY_IPAM } from './sources';
import { known } from '../../values/unknown';

export const ipRangeOutsideSubnet = defineRule<'dockerHost', { network: string; range: string; subnet: string }>({
  id: 'ip-range-outside-subnet',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'ip range outside of its subnet',
  why: 'it says which of the addresses of the subnet are handed out',
  broken:
    'engines from 25 on refuse it: "invalid ip-range 10.78.0.0/24: parent subnet 10.77.0.0/24 doesn\'t contain ip-range" or ' +
    '"CIDR block is bigger than its parent subnet"; older ones accept it and hand out any address of the subnet (of the other family they refuse it too)',
  fix: 'use a block inside of the subnet',
  sources: [MOBY_IPAM],
  catalogue: ['1.3 ip_range outside', '1.3 ip_range larger'],
  explain: ({ network, range, subnet }) =>
    `ip range ${range} of network ${network} is not a part of its subnet ${subnet}`,
  *check(host) {
    for (const [network, block] of ipamBlocks(host)) {
      const range = Cidr.around(known(block.ipRange) ?? '');
      const subnet = subnetOf(block);
      if (!range || !subnet || subnet.first.isUnspecified || subnet.contains(range)) continue;
      const isRefused = range.family !== subnet.family || does(host.engine, 'ipam-checked');
      yield {
        at: atField(block.at, 'ipRange'),
        facts: { network: nameOf(network), range: range.toString(), subnet: subnet.toString() },
        effect: isRefused ? 'cannot deploy' : 'cannot work',
      };
    }
  },
});
