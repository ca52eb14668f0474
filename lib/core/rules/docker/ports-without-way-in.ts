import {
  containersIn,
  isForwardedTo,
  known,
  lanWayOut,
  listed,
  lostPorts,
  nameOf,
} from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { knownOr } from '../../values/unknown';
import { DOCS, PROVIDER } from './sources';

export const portsWithoutWayIn = defineRule<'dockerHost', { container: string; ports: string[]; networks: string[] }>({
  id: 'ports-without-way-in',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'published ports without a network that the host forwards to',
  why: 'internal networks let nothing in, and a container whose way out is a macvlan or ipvlan network is on the wire with an address of its own',
  broken:
    'the engine ignores the ports without a word, and Terraform replaces the container at every apply where they are listed one by one',
  fix: 'leave the ports out, or put the container on a bridge network that is not internal; beside a macvlan or ipvlan network, one whose name comes first in the alphabet',
  sources: [
    `${DOCS.create}#internal`,
    'https://docs.docker.com/engine/network/drivers/macvlan/',
    `${PROVIDER}/issues/319`,
  ],
  catalogue: [
    '1.5 macvlan ports',
    '3.5 ports on internal',
    '4.6 ignored on internal only',
    '5.4 ports on internal-only',
    '0.7',
  ],
  explain: ({ container, ports, networks }) =>
    `publishing ${ports.join(', ')} of container ${container} has no effect: the host forwards nothing to network ${listed(networks)}`,
  *check(host) {
    for (const container of containersIn(host, 'own')) {
      const lost = lostPorts(container);
      if (!lost || isForwardedTo(host, container) !== false) continue;
      const { ports, effect } = lost;
      const way = known(lanWayOut(host, container));
      const networks = way === undefined ? container.endpoints.items.map(({ network }) => knownOr(network, '')) : [way];
      yield {
        at: atField(container.at, 'published'),
        facts: { container: nameOf(container), ports, networks },
        effect,
      };
    }
  },
});
