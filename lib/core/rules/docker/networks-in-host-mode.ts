import { joined } from '../../values/phrase';
import { nameOf, containersIn } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { knownOr } from '../../values/unknown';

export const networksInHostMode = defineRule<'dockerHost', { container: string; networks: string[] }>({
  id: 'networks-in-host-mode',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'networks of a container in host mode',
  why: 'it uses the interfaces of the host',
  broken:
    'the engine refuses it: "container sharing network namespace with another container or host cannot be connected to any other network"',
  fix: 'leave the host mode, or the networks; published ports are reachable from the host either way',
  sources: ['https://docs.docker.com/engine/network/drivers/host/'],
  catalogue: ['2.3 further networks in host mode', '5.2 host mode and networks'],
  explain: ({ container, networks }) =>
    `container ${container} is in host mode and cannot join ${joined(networks, 'and')}`,
  *check(host) {
    for (const container of containersIn(host, 'host')) {
      const networks = container.endpoints.items.map(({ network }) => knownOr(network, 'a network'));
      if (networks.length === 0) continue;
      yield { at: atField(container.at, 'endpoints'), facts: { container: nameOf(container), networks } };
    }
  },
});
