import { IpAddress } from '../../values/address';
import { nameOf } from '../../engine/definition/docker-reading';
import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const publishedAddressUnreadable = defineRule<'dockerHost', { container: string; address: string }>({
  id: 'published-address-unreadable',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'published port whose host address is not an address',
  why: 'names are not looked up, not even localhost',
  broken:
    '29 refuses the container: "invalid JSON: ParseAddr("localhost"): unable to parse IP"; older engines accept it and ' +
    'publish the port on every address of the host',
  fix: 'write an address of the host, such as 127.0.0.1, or leave it out for all of them',
  sources: ['https://docs.docker.com/engine/network/port-publishing/'],
  catalogue: ['4.5 trap', '0.10'],
  explain: ({ container, address }) =>
    `container ${container} publishes a port on ${quoted(address)}, which is not an address`,
  *check(host) {
    for (const container of host.containers.items) {
      for (const { at, hostAddress } of container.published.items) {
        const address = known(hostAddress);
        if (address === undefined || address === '' || IpAddress.tryParse(address)) continue;
        yield { at: atField(at, 'hostAddress'), facts: { container: nameOf(container), address } };
      }
    }
  },
});
