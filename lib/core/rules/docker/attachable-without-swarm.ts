import { driverOf } from '../../engine/definition/driver';
import { nameOf, createdNetworks } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const attachableWithoutSwarm = defineRule<'dockerHost', { network: string; driver: string }>({
  id: 'attachable-without-swarm',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'attachable on a network outside of a swarm',
  why: 'any container may join a network of one host, so there is nothing to allow',
  broken: 'the engine keeps the setting and does nothing with it',
  fix: 'leave attachable out, or use the overlay driver',
  sources: ['https://docs.docker.com/engine/network/drivers/overlay/#create-an-overlay-network'],
  catalogue: ['1.1 attachable'],
  explain: ({ network, driver }) => `attachable has no effect on network ${network} with driver ${driver}`,
  *check(host) {
    for (const network of createdNetworks(host)) {
      const driver = known(driverOf(network));
      if (network.attachable !== true || (driver?.isBridged !== true && driver?.isOnLan !== true)) continue;
      yield {
        at: atField(network.at, 'attachable'),
        facts: { network: nameOf(network), driver: driver.name },
      };
    }
  },
});
