import { IpAddress } from '../../values/address';
import { nameOf } from '../../engine/definition/docker-reading';
import { ipamBlocks, subnetOf, endOf } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { DOCS } from './sources';
import { known } from '../../values/unknown';

export const gatewayUnusable = defineRule<'dockerHost', { network: string; gateway: string; end: string }>({
  id: 'gateway-unusable',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'gateway at the first or last address of its subnet',
  why: 'the first address names the network, and in IPv4 the last one means everybody',
  broken: 'the engine refuses it: "failed to allocate gateway (10.77.0.0): Address already in use"',
  fix: 'use an address between the first and the last of the subnet, or leave the gateway out',
  sources: [DOCS.create],
  catalogue: ['1.3 gateway is network or broadcast'],
  explain: ({ network, gateway, end }) =>
    `gateway ${gateway} of network ${network} is the ${end} address of its subnet`,
  *check(host) {
    for (const [network, block] of ipamBlocks(host)) {
      const gateway = IpAddress.tryParse(known(block.gateway) ?? '');
      const subnet = subnetOf(block);
      const end = gateway && subnet && endOf(subnet, gateway);
      if (!end) continue;
      yield { at: atField(block.at, 'gateway'), facts: { network: nameOf(network), gateway: gateway.toString(), end } };
    }
  },
});
