import { nameOf, createdNetworks } from '../../engine/definition/docker-reading';
import { subnetsOf } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { DOCS } from './sources';

export const auxiliaryAddressTaken = defineRule<
  'dockerHost',
  { network: string; key: string; address: string; holder: string }
>({
  id: 'auxiliary-address-taken',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'auxiliary address that is taken',
  why: 'network and broadcast address and the gateway are taken first, the gateway also where it is not written down',
  broken:
    'the engine refuses the network: "failed to allocate secondary ip address (host1:10.77.0.1): Address already in use"',
  fix: 'use another address, or leave it out: nobody gets the gateway anyway',
  sources: [DOCS.create],
  catalogue: ['1.3 aux is gateway, network, broadcast or twice'],
  explain: ({ network, key, address, holder }) =>
    `auxiliary address ${key} (${address}) of network ${network} is ${holder}`,
  *check(host) {
    for (const network of createdNetworks(host)) {
      for (const { block, cidr, gateway, auxiliary } of subnetsOf(network, host.engine)) {
        const holders = new Map<string, string>();
        if (cidr.prefix < 31) holders.set(cidr.first.toString(), 'the network address');
        if (cidr.family === 4 && cidr.prefix < 31) holders.set(cidr.last.toString(), 'the broadcast address');
        if (gateway) holders.set(gateway.toString(), 'the gateway');
        for (const { key, address } of auxiliary) {
          const holder = holders.get(address.toString());
          if (holder === undefined) holders.set(address.toString(), `already auxiliary address ${key}`);
          else {
            yield {
              at: atField(atField(block.at, 'auxiliary'), key),
              facts: { network: nameOf(network), key, address: address.toString(), holder },
            };
          }
        }
      }
    }
  },
});
