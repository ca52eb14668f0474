import { driverOf, SWARM_DRIVER } from '../../engine/definition/driver';
import { nameOf, createdNetworks } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const ingressNotOverlay = defineRule<'dockerHost', { network: string; driver: string }>({
  id: 'ingress-not-overlay',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'ingress network that is not an overlay network',
  why: 'the routing mesh reaches every machine of the swarm, which only an overlay network does',
  broken: 'the engine refuses it: "Ingress network can only be global scope network"',
  fix: ({ field, set, either }) =>
    either('use an OverlayNetwork', `set ${set('driver', SWARM_DRIVER)}, or remove ${field('ingress')}`),
  sources: ['https://docs.docker.com/engine/swarm/networking/#customize-ingress'],
  catalogue: ['1.1 ingress'],
  explain: ({ network, driver }) => `network ${network} with driver ${driver} cannot be the ingress network of a swarm`,
  *check(host) {
    for (const network of createdNetworks(host)) {
      const driver = known(driverOf(network));
      if (network.ingress !== true || (driver?.isBridged !== true && driver?.isOnLan !== true)) continue;
      yield {
        at: atField(network.at, 'ingress'),
        facts: { network: nameOf(network), driver: driver.name },
      };
    }
  },
});
