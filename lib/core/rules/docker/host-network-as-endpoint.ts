import { nameOf, endpointsOf } from '../../engine/definition/docker-reading';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const hostNetworkAsEndpoint = defineRule<'dockerHost', { container: string; network: string; alone: boolean }>({
  id: 'host-network-as-endpoint',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'host or none among the networks to join',
  why: 'they say which stack a container has, so they cannot be joined by one that has a stack of its own',
  broken:
    'the engine refuses host: "container cannot be disconnected from host network or connected to host network" (29: "cannot ' +
    'connect container to host network - container must be created in host network mode"), and none next to another network: ' +
    '"container cannot be connected to multiple networks with one of the networks in private (none) mode"',
  fix: 'give the container the host or none mode',
  fixFor: ({ network, alone }) =>
    alone || network === 'host'
      ? `give the container mode ${network} in place of its networks`
      : `remove network ${network}: the container is on others`,
  sourceFor: ({ network }) => `https://docs.docker.com/engine/network/drivers/${network}/`,
  sources: [
    'https://docs.docker.com/engine/network/drivers/host/',
    'https://docs.docker.com/engine/network/drivers/none/',
  ],
  catalogue: ['2.3 host as attachment', '2.3 none as attachment', '5.2 host as attachment'],
  explain: ({ container, network }) =>
    `container ${container} joins ${network}, which is a mode and not a network to join`,
  *check(host) {
    // a container that was taken from all of its networks is left with none
    if (host.observed === true) return;
    for (const { container, endpoint } of endpointsOf(host)) {
      const network = known(endpoint.network);
      if (network !== 'host' && network !== 'none') continue;
      // alone and after the default bridge was left, none is what the container gets
      const alone = container.endpoints.items.length === 1;
      const violation = { at: endpoint.at, facts: { container: nameOf(container), network, alone } };
      yield alone && network === 'none' ? { ...violation, effect: 'may go wrong' } : violation;
    }
  },
});
