import { IpAddress } from '../../values/address';
import { nameOf, known, ipamBlocks } from '../../engine/definition/docker-reading';
import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { DOCS } from './sources';

export const gatewayUnreadable = defineRule<'dockerHost', { network: string; gateway: string }>({
  id: 'gateway-unreadable',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'gateway that is not an address',
  why: 'the prefix length belongs to the subnet',
  broken:
    'the engine refuses it: "invalid gateway address 10.77.0.1/24 in Ipam configuration" (20.10), "invalid JSON: ' +
    'ParseAddr("10.77.0.1/24"): unexpected character (at "/24")" (29)',
  fix: 'write the address alone, such as 172.25.0.1',
  sources: [DOCS.create],
  catalogue: ['1.3 gateway with prefix'],
  explain: ({ network, gateway }) => `the gateway of network ${network} is not an address: ${quoted(gateway)}`,
  *check(host) {
    for (const [network, block] of ipamBlocks(host)) {
      const gateway = known(block.gateway);
      if (gateway === undefined || gateway === '' || IpAddress.tryParse(gateway)) continue;
      yield { at: atField(block.at, 'gateway'), facts: { network: nameOf(network), gateway } };
    }
  },
});
