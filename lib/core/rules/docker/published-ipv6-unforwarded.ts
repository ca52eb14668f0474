import { IpAddress } from '../../values/address';
import { carriersOf, isForwardedTo } from '../../engine/definition/published-ports';
import { containersIn, nameOf } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const publishedIpv6Unforwarded = defineRule<'dockerHost', { container: string; address: string }>({
  id: 'published-ipv6-unforwarded',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'IPv6 host port without the userland proxy, to a container without IPv6',
  why: 'a rule of the firewall forwards within one family; only the proxy takes IPv6 in and goes on with IPv4',
  broken: 'the engine starts the container without the port and says nothing',
  fix: 'switch IPv6 on for a network of the container, publish on an IPv4 address, or leave the userland proxy on',
  sources: ['https://docs.docker.com/engine/network/port-publishing/'],
  catalogue: ['4.3 host address of the other family'],
  explain: ({ container, address }) =>
    `container ${container} publishes a port on ${address}, but has IPv4 only and the userland proxy is off`,
  *check(host) {
    if (host.engine.userlandProxy) return;
    for (const container of containersIn(host, 'own')) {
      if (isForwardedTo(host, container) !== true || carriersOf(host, container).possible.ipv6) continue;
      for (const { at, hostAddress } of container.published.items) {
        const address = IpAddress.tryParse(known(hostAddress) ?? '');
        if (address?.family !== 6) continue;
        yield {
          at: atField(at, 'hostAddress'),
          facts: { container: nameOf(container), address: address.toString() },
        };
      }
    }
  },
});
