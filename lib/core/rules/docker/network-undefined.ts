import { nameOf, isPredefined, endpointsOf, indexOf } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { nearest } from '../../values/similar';
import { isKnown, known } from '../../values/unknown';

export const networkUndefined = defineRule<'dockerHost', { container: string; network: string }>({
  id: 'network-undefined',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'container on a network that is not defined',
  why: 'the engine looks for the network only when the container starts, so a misspelt name shows late',
  broken: 'without a network of that name the container is created and does not start: "network nosuch not found"',
  fix: 'define the network, or look it up if it already exists',
  fixFor: ({ network }) => {
    const [, word = '', rest] = /^(\w+):(.+)$/.exec(network) ?? [];
    const mode = nearest(word, ['container', 'service']);
    return mode === undefined ? undefined : `write ${mode}:${rest}: a name with a colon is no network`;
  },
  sources: ['https://docs.docker.com/reference/cli/docker/network/connect/'],
  catalogue: ['2.3 unknown network', '2.6 connecting an unknown network'],
  explain: ({ container, network }) => `container ${container} joins network ${network}, which is not defined`,
  *check(host) {
    if (!host.networks.complete || host.networks.items.some(({ name }) => !isKnown(name))) return;
    const { networks } = indexOf(host);
    for (const { container, endpoint } of endpointsOf(host)) {
      const network = known(endpoint.network);
      if (network === undefined || isPredefined(network) || networks.has(network)) continue;
      yield { at: atField(endpoint.at, 'network'), facts: { container: nameOf(container), network } };
    }
  },
});
