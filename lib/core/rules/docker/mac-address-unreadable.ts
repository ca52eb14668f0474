import { nameOf } from '../../engine/definition/docker-reading';
import { macBytes } from '../../values/mac-address';
import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const macAddressUnreadable = defineRule<'dockerHost', { container: string; text: string }>({
  id: 'mac-address-unreadable',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'malformed MAC address',
  why: 'an Ethernet interface has an address of six bytes',
  broken:
    'the container does not start: "address 02:42:ac:11: invalid MAC address"; engines from 25 on refuse it before',
  fix: 'write six pairs of hexadecimal digits: 02:42:ac:11:00:02',
  sources: ['https://docs.docker.com/reference/cli/docker/container/run/#network'],
  catalogue: ['2.3 mac address'],
  explain: ({ container, text }) => `${quoted(text)} of container ${container} is not a MAC address`,
  *check(host) {
    for (const container of host.containers.items) {
      for (const { at, macAddress } of [container, ...container.endpoints.items]) {
        const text = known(macAddress);
        if (text === undefined || text === '' || macBytes(text)) continue;
        yield { at: atField(at, 'macAddress'), facts: { container: nameOf(container), text } };
      }
    }
  },
});
