import { joined } from '../../values/phrase';
import { nameOf, containersIn } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { knownOr } from '../../values/unknown';

export const networksInContainerMode = defineRule<'dockerHost', { container: string; networks: string[] }>({
  id: 'networks-in-container-mode',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'networks of a container in the network stack of another',
  why: 'the stack belongs to the other container, and so do its networks',
  broken:
    'before the first start 20.10 accepts it without any effect; 29 does not start the container: "container sharing network ' +
    'namespace with another container or host cannot be connected to any other network"',
  fix: 'let the other container join the networks',
  sources: ['https://docs.docker.com/engine/network/#container-networks'],
  catalogue: ['2.3 further networks in container mode', '5.2 container mode and networks'],
  explain: ({ container, networks }) =>
    `container ${container} shares the network stack of another container and cannot join ${joined(networks, 'and')}`,
  *check(host) {
    for (const container of containersIn(host, 'container')) {
      const networks = container.endpoints.items.map(({ network }) => knownOr(network, 'a network'));
      if (networks.length === 0) continue;
      yield { at: atField(container.at, 'endpoints'), facts: { container: nameOf(container), networks } };
    }
  },
});
