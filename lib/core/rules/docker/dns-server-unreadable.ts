import { IpAddress } from '../../values/address';
import { nameOf } from '../../engine/definition/docker-reading';
import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { isKnown } from '../../values/unknown';

export const dnsServerUnreadable = defineRule<'dockerHost', { container: string; server: string }>({
  id: 'dns-server-unreadable',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'DNS server that is not an address',
  why: 'names are looked up there, so it cannot be a name itself, and its port is always 53',
  broken:
    '29 refuses the container: "invalid JSON: ParseAddr("nope"): unable to parse IP"; 20.10 accepts it, and names of the ' +
    'outside do not resolve',
  fix: 'write the address alone, such as 10.0.0.2',
  sources: ['https://docs.docker.com/engine/network/#dns-services'],
  catalogue: ['2.3 dns'],
  explain: ({ container, server }) => `a DNS server of container ${container} is not an address: ${quoted(server)}`,
  *check(host) {
    for (const container of host.containers.items) {
      for (const server of container.dns.items) {
        if (!isKnown(server) || server === '' || IpAddress.tryParse(server)) continue;
        yield { at: atField(container.at, 'dns'), facts: { container: nameOf(container), server } };
      }
    }
  },
});
