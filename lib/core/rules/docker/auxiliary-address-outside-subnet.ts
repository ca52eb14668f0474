import { nameOf, createdNetworks } from '../../engine/definition/docker-reading';
import { subnetsOf } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { MOBY_IPAM } from './sources';

export const auxiliaryAddressOutsideSubnet = defineRule<
  'dockerHost',
  { network: string; key: string; address: string; subnet: string }
>({
  id: 'auxiliary-address-outside-subnet',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'auxiliary address outside of its subnet',
  why: 'it keeps one address of the subnet from being handed out',
  broken:
    'the engine refuses it: "auxiliary address: (a:10.78.0.1) must belong to the master pool: 10.77.0.0/24" (20.10, which ' +
    'then refuses the subnet until it restarts), "invalid auxiliary address a: parent subnet 10.77.0.0/24 doesn\'t contain this address" (25 and later)',
  fix: 'use an address of the subnet',
  sources: [MOBY_IPAM],
  catalogue: ['1.3 aux outside'],
  explain: ({ network, key, address, subnet }) =>
    `auxiliary address ${key} (${address}) of network ${network} is not in its subnet ${subnet}`,
  *check(host) {
    for (const network of createdNetworks(host)) {
      for (const { block, cidr, auxiliary } of subnetsOf(network, host.engine)) {
        for (const { key, address } of auxiliary) {
          if (cidr.contains(address) || cidr.first.isUnspecified) continue;
          yield {
            at: atField(atField(block.at, 'auxiliary'), key),
            facts: { network: nameOf(network), key, address: address.toString(), subnet: cidr.toString() },
          };
        }
      }
    }
  },
});
