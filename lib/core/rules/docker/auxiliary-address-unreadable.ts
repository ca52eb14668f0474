import { IpAddress } from '../../values/address';
import { addressAlone, exampleOf, ipamBlocks } from '../../engine/definition/ipam';
import { nameOf } from '../../engine/definition/docker-reading';
import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { DOCS } from './sources';
import { known } from '../../values/unknown';

type Facts = { network: string; key: string; address: string; example: string };

export const auxiliaryAddressUnreadable = defineRule<'dockerHost', Facts>({
  id: 'auxiliary-address-unreadable',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'auxiliary address that is not an address',
  why: 'it keeps one address of the subnet from being handed out',
  broken:
    'the engine refuses it: "non parsable secondary ip address (a:nope) passed for network web" (20.10, which then refuses ' +
    'the subnet until it restarts), "invalid JSON: ParseAddr("nope"): unable to parse IP" (29)',
  fix: addressAlone(''),
  fixFor: ({ example }) => addressAlone(example),
  sources: [DOCS.create],
  catalogue: ['1.3 aux not an IP'],
  explain: ({ network, key, address }) =>
    `auxiliary address ${key} of network ${network} is ${quoted(address)}, which is not an address`,
  *check(host) {
    for (const [network, block] of ipamBlocks(host)) {
      for (const [key, value] of Object.entries(block.auxiliary)) {
        const address = known(value);
        if (address === undefined || IpAddress.tryParse(address)) continue;
        const facts = { network: nameOf(network), key, address, example: exampleOf(block, address, 5) ?? '' };
        yield { at: atField(atField(block.at, 'auxiliary'), key), facts };
      }
    }
  },
});
