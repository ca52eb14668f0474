import {
  addressAlone,
  exampleOf,
  staticAddressesOf,
  subnetsOf,
  type StaticAddress,
} from '../../engine/definition/ipam';
import { endpointsOf, indexOf, nameOf } from '../../engine/definition/docker-reading';
import { type DockerHost } from '../../engine/definition/docker-host';
import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

type Facts = { container: string; family: number; text: string; subnet: string; example: string };

export const staticAddressUnreadable = defineRule<'dockerHost', Facts>({
  id: 'static-address-unreadable',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'fixed address that is not an address of its family',
  why: 'an endpoint has a field for IPv4 and one for IPv6',
  broken:
    'the engine refuses the container: "invalid IPv4 address: nope" (20.10), "invalid JSON: ParseAddr("nope"): unable to parse IP" (29)',
  fix: addressAlone(''),
  fixFor: ({ subnet, example }) =>
    subnet === ''
      ? undefined
      : `write an address of ${subnet} without its length${example === '' ? '' : `, such as ${example}`}`,
  sources: ['https://docs.docker.com/reference/cli/docker/network/connect/#ip'],
  catalogue: ['2.5 not an IP'],
  explain: ({ container, family, text }) =>
    `the fixed IPv${family} address of container ${container} is ${quoted(text)}, which is not an IPv${family} address`,
  *check(host) {
    for (const attachment of endpointsOf(host)) {
      for (const asked of staticAddressesOf(attachment)) {
        const { container, endpoint, field, family, text, address } = asked;
        if (address) continue;
        const facts = { container: nameOf(container), family, text, ...exampleFor(host, asked) };
        yield { at: atField(endpoint.at, field), facts };
      }
    }
  },
});

/** The subnet of a network in which the address has to be, and an address of it. */
function exampleFor(
  host: DockerHost,
  { endpoint, family, text }: StaticAddress,
): { readonly subnet: string; readonly example: string } {
  const network = indexOf(host).networks.get(known(endpoint.network) ?? '');
  const found = network && subnetsOf(network, host.engine).find(({ cidr }) => cidr.family === family);
  return found
    ? { subnet: found.cidr.toString(), example: exampleOf(found.block, text, 20) ?? '' }
    : { subnet: '', example: '' };
}
