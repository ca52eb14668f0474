import { nameOf, endpointsOf, staticAddressesOf } from '../../engine/definition/docker-reading';
import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const staticAddressUnreadable = defineRule<'dockerHost', { container: string; family: number; text: string }>({
  id: 'static-address-unreadable',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'fixed address that is not an address of its family',
  why: 'an endpoint has a field for IPv4 and one for IPv6',
  broken:
    'the engine refuses the container: "invalid IPv4 address: nope" (20.10), "invalid JSON: ParseAddr("nope"): unable to parse IP" (29)',
  fix: 'write IPv4 as four decimal parts and IPv6 with colons, both without a prefix',
  sources: ['https://docs.docker.com/reference/cli/docker/network/connect/#ip'],
  catalogue: ['2.5 not an IP'],
  explain: ({ container, family, text }) =>
    `container ${container} asks for an IPv${family} address, got ${quoted(text)}`,
  *check(host) {
    for (const attachment of endpointsOf(host)) {
      for (const { container, endpoint, field, family, text, address } of staticAddressesOf(attachment)) {
        if (!address) yield { at: atField(endpoint.at, field), facts: { container: nameOf(container), family, text } };
      }
    }
  },
});
