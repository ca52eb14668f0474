import { IpAddress } from '../../values/address';
import { nameOf } from '../../engine/definition/docker-reading';
import { ipamBlocks, subnetOf } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { MOBY_IPAM } from './sources';
import { known } from '../../values/unknown';

export const gatewayOutsideSubnet = defineRule<'dockerHost', { network: string; gateway: string; subnet: string }>({
  id: 'gateway-outside-subnet',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'gateway outside of its subnet',
  why: 'containers send to it directly, so it must be an address of their own network and family',
  broken:
    'the engine refuses it: "failed to allocate gateway (10.78.0.1): Requested address is out of range" (20.10), "invalid ' +
    'gateway 10.78.0.1: parent subnet 10.77.0.0/24 doesn\'t contain this address" (25 and later)',
  fix: 'use an address of the subnet, or leave the gateway out for the first one',
  sources: [MOBY_IPAM],
  catalogue: ['1.3 gateway outside', '1.3 gateway of the other family'],
  explain: ({ network, gateway, subnet }) => `gateway ${gateway} of network ${network} is not in its subnet ${subnet}`,
  *check(host) {
    for (const [network, block] of ipamBlocks(host)) {
      const gateway = IpAddress.tryParse(known(block.gateway) ?? '');
      const subnet = subnetOf(block);
      if (!gateway || !subnet || subnet.first.isUnspecified || subnet.contains(gateway)) continue;
      yield {
        at: atField(block.at, 'gateway'),
        facts: { network: nameOf(network), gateway: gateway.toString(), subnet: subnet.toString() },
      };
    }
  },
});
