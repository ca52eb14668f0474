import { hasDriver } from '../../engine/definition/driver';
import { nameOf, endpointsOf, indexOf } from '../../engine/definition/docker-reading';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const overlayNotAttachable = defineRule<'dockerHost', { container: string; network: string }>({
  id: 'overlay-not-attachable',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'container on an overlay network that is not attachable',
  why: 'an overlay network is made for the services of a swarm; containers of their own may only join when it says so',
  broken: 'the engine refuses the container: "Could not attach to network web … network web not manually attachable"',
  fix: 'make the overlay network attachable',
  sources: ['https://docs.docker.com/engine/network/drivers/overlay/#create-an-overlay-network'],
  catalogue: ['1.1 attachable'],
  explain: ({ container, network }) =>
    `container ${container} joins overlay network ${network}, which is not attachable`,
  *check(host) {
    const { networks } = indexOf(host);
    for (const { container, endpoint } of endpointsOf(host)) {
      const network = networks.get(known(endpoint.network) ?? '');
      if (!network || !hasDriver(network, ({ needsSwarm }) => needsSwarm) || network.attachable !== false) continue;
      // the routing mesh can never be made attachable, which another rule says
      if (network.ingress !== false) continue;
      yield {
        at: endpoint.at,
        facts: { container: nameOf(container), network: nameOf(network) },
        others: [network.at],
      };
    }
  },
});
