import { type NetworkDefinition } from '../../engine/definition/docker-host';
import { isPredefined, nameOf } from '../../engine/definition/docker-reading';
import { defineRule } from '../rule';
import { OVERLAY } from './sources';
import { known } from '../../values/unknown';

export const serviceNetworkUnusable = defineRule<'dockerSwarm', { service: string; network: string; node: string }>({
  id: 'service-network-unusable',
  subject: 'dockerSwarm',
  effect: 'cannot deploy',
  title: 'a service is on a network of a single node, or on one that does not exist',
  why: 'its tasks may run on any node, so its networks are those of the swarm',
  broken:
    'the engine refuses it: "The network local cannot be used with services. Only networks scoped to the swarm can be used, ' +
    'such as those created with the overlay driver.", or "network local not found"',
  fix: 'use an overlay network',
  sources: [OVERLAY],
  catalogue: ['swarm service networks'],
  explain: ({ service, network, node }) =>
    node === ''
      ? `service ${service} is on network ${network}, which the swarm does not have`
      : `service ${service} is on network ${network}, which is a network of node ${node} only`,
  *check({ networks, nodes, services }) {
    const overlays = new Set(networks.items.map(({ name }) => known(name)));
    for (const service of services.items) {
      for (const { at, network } of service.networks.items) {
        const name = known(network);
        if (name === undefined || overlays.has(name) || isPredefined(name)) continue;
        const is = (one: NetworkDefinition): boolean => one.name === name;
        const owner = nodes.items.find(({ host }) => host.networks.items.some(is));
        const seen = networks.complete && nodes.complete && nodes.items.every(({ host }) => host.networks.complete);
        if (!owner && !seen) continue;
        const others = owner?.host.networks.items.filter(is).map((one) => one.at) ?? [];
        yield { at, facts: { service: nameOf(service), network: name, node: owner?.name ?? '' }, others };
      }
    }
  },
});
