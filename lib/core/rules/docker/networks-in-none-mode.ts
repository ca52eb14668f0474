import { joined } from '../../values/phrase';
import { nameOf, containersIn } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { knownOr } from '../../values/unknown';

export const networksInNoneMode = defineRule<'dockerHost', { container: string; networks: string[] }>({
  id: 'networks-in-none-mode',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'networks of a container in none mode',
  why: 'none means that there is loopback and nothing else',
  broken:
    'the engine refuses it: "container cannot be connected to multiple networks with one of the networks in private (none) mode"',
  fix: 'leave the none mode, or the networks',
  sources: ['https://docs.docker.com/engine/network/drivers/none/'],
  catalogue: ['2.3 further networks in none mode', '5.2 none mode and networks'],
  explain: ({ container, networks }) =>
    `container ${container} is in none mode and cannot join ${joined(networks, 'and')}`,
  *check(host) {
    for (const container of containersIn(host, 'none')) {
      const networks = container.endpoints.items.map(({ network }) => knownOr(network, 'a network'));
      if (networks.length === 0) continue;
      yield { at: atField(container.at, 'endpoints'), facts: { container: nameOf(container), networks } };
    }
  },
});
