import { isPredefined, endpointsOf, isContainerName, unresolvable } from '../../engine/definition/docker-reading';
import { known } from '../../values/unknown';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const containerNameUnresolvable = defineRule<
  'dockerHost',
  { container: string; network: string; reason: string }
>({
  id: 'container-name-unresolvable',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'container name that can never be resolved',
  why: 'the name is the name on the network as well, and resolvers refuse labels of more than 63 characters',
  broken: 'the container starts, and its name never resolves; an alias does',
  fix: 'use a name of up to 63 characters, or give the container an alias',
  sources: ['https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4'],
  catalogue: ['2.1 longer than 63'],
  explain: ({ container, network, reason }) =>
    `the name of container ${container} never resolves on network ${network}: ${reason}`,
  *check(host) {
    for (const { container, endpoint } of endpointsOf(host)) {
      const network = known(endpoint.network);
      const name = known(container.name);
      if (network === undefined || isPredefined(network) || name === undefined || !isContainerName(name)) continue;
      const reason = unresolvable(name);
      if (reason === undefined || endpoint.aliases.items.length > 0) continue;
      yield { at: atField(container.at, 'name'), facts: { container: name, network, reason } };
    }
  },
});
