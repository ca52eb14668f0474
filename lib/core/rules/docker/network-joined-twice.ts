import { joined } from '../../values/phrase';
import { type EndpointDefinition } from '../../engine/definition/docker-host';
import { nameOf, namespaceOf } from '../../engine/definition/docker-reading';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const networkJoinedTwice = defineRule<'dockerHost', { container: string; network: string; lost: string[] }>({
  id: 'network-joined-twice',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'container that joins one network twice',
  why: 'a container has one endpoint a network; the network mode counts as the first one',
  broken:
    'before the first start the engine keeps the first attachment and drops what the second asks for without a word; a ' +
    'running container: "endpoint with name web already exists in network back"',
  fix: 'give one attachment all aliases and addresses, and name the network either as mode or as attachment',
  sources: ['https://docs.docker.com/reference/cli/docker/network/connect/'],
  catalogue: ['2.6 same network twice', '2.6 mode and attachment', '5.2 same network twice'],
  explain: ({ container, network, lost }) =>
    `container ${container} joins network ${network} twice` +
    (lost.length === 0 ? '' : `; what the second attachment says about ${joined(lost, 'and')} is lost`),
  *check(host) {
    for (const container of host.containers.items) {
      if (namespaceOf(container) !== 'own') continue;
      const joined = new Map<string, EndpointDefinition>();
      for (const endpoint of container.endpoints.items) {
        const network = known(endpoint.network);
        if (network === undefined) continue;
        const first = joined.get(network);
        if (!first) {
          joined.set(network, endpoint);
          continue;
        }
        const lost = [
          ...(endpoint.aliases.items.length === 0 ? [] : ['aliases']),
          ...(endpoint.links.items.length === 0 ? [] : ['links']),
          ...(endpoint.ipv4 === undefined && endpoint.ipv6 === undefined ? [] : ['address']),
        ];
        yield {
          at: endpoint.at,
          facts: { container: nameOf(container), network, lost },
          others: [first.at],
          effect: lost.length === 0 ? 'may go wrong' : 'cannot work',
        };
      }
    }
  },
});
