import { IpAddress } from '../../values/address';
import { addressAlone, exampleOf, ipamBlocks } from '../../engine/definition/ipam';
import { nameOf } from '../../engine/definition/docker-reading';
import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { DOCS } from './sources';
import { known } from '../../values/unknown';

export const gatewayUnreadable = defineRule<'dockerHost', { network: string; gateway: string; example: string }>({
  id: 'gateway-unreadable',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'gateway that is not an address',
  why: 'the prefix length belongs to the subnet',
  broken:
    'the engine refuses it: "invalid gateway address 10.77.0.1/24 in Ipam configuration" (20.10), "invalid JSON: ' +
    'ParseAddr("10.77.0.1/24"): unexpected character (at "/24")" (29)',
  fix: addressAlone(''),
  fixFor: ({ example }) => addressAlone(example),
  sources: [DOCS.create],
  catalogue: ['1.3 gateway with prefix'],
  explain: ({ network, gateway }) => `gateway ${quoted(gateway)} of network ${network} is not an address`,
  *check(host) {
    for (const [network, block] of ipamBlocks(host)) {
      const gateway = known(block.gateway);
      if (gateway === undefined || gateway === '' || IpAddress.tryParse(gateway)) continue;
      const example = exampleOf(block, gateway, 1) ?? '';
      yield { at: atField(block.at, 'gateway'), facts: { network: nameOf(network), gateway, example } };
    }
  },
});
