import { hasDriver } from '../../engine/definition/driver';
import { type DockerHost, type NetworkDefinition } from '../../engine/definition/docker-host';
import { endpointsOf, indexOf, nameOf } from '../../engine/definition/docker-reading';
import { known } from '../../values/unknown';
import { type Effect } from '../../values/finding';
import { defineRule } from '../rule';

/** What a swarm calls its routing mesh unless somebody made another one. */
const USUAL_NAME = 'ingress';

export const ingressJoined = defineRule<'dockerHost', { container: string; network: string; isMesh: boolean }>({
  id: 'ingress-joined',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'container on the ingress network of a swarm',
  why: 'the routing mesh brings published ports of services to their tasks; no container joins it, and it cannot be made attachable',
  broken:
    'the engine refuses the container: "Could not attach to network ingress: rpc error: code = PermissionDenied desc = ' +
    'network ingress not manually attachable"',
  fix: ({ set }) => `join an overlay network of your own instead, with ${set('attachable', true)}`,
  sources: [
    'https://docs.docker.com/engine/swarm/networking/#customize-ingress',
    'https://github.com/moby/moby/issues/27064',
  ],
  catalogue: ['1.1 ingress'],
  explain: ({ container, network, isMesh }) =>
    `container ${container} joins network ${network}, ${isMesh ? 'the routing mesh of the swarm' : 'which is the routing mesh on every engine of a swarm'}`,
  *check(host) {
    const { networks } = indexOf(host);
    for (const { container, endpoint } of endpointsOf(host)) {
      const network = networks.get(known(endpoint.network) ?? '');
      // an address that was seen is one that the engine gave
      const effect = network && endpoint.assigned === undefined ? refusalOf(host, network) : undefined;
      if (!network || effect === undefined) continue;
      yield {
        at: endpoint.at,
        facts: { container: nameOf(container), network: nameOf(network), isMesh: network.ingress === true },
        others: [network.at],
        ...(effect !== 'cannot deploy' && { effect }),
      };
    }
  },
});

/** A network that is only looked up may be one that somebody made with that name before there was a swarm. */
function refusalOf({ engine }: DockerHost, network: NetworkDefinition): Effect | undefined {
  if (network.ingress === true) return hasDriver(network, ({ needsSwarm }) => needsSwarm) ? 'cannot deploy' : undefined;
  return network.existing && network.name === USUAL_NAME && engine.swarm !== false ? 'may go wrong' : undefined;
}
