import { hasDriver } from '../../engine/definition/driver';
import { createdNetworks } from '../../engine/definition/docker-reading';
import { type NetworkDefinition } from '../../engine/definition/docker-host';
import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { DOCS } from './sources';
import { known } from '../../values/unknown';

const USUAL = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}$/;

export const networkNameUnusual = defineRule<'dockerHost', { name: string }>({
  id: 'network-name-unusual',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'network name that resolvers or command lines do not accept',
  why: 'the name is also a DNS suffix (container.network), and no client resolves a blank or a label of more than 63 characters',
  broken: 'the engine accepts almost anything; the names container.network then never resolve',
  fix: 'use up to 63 letters, digits, dots, dashes and underscores, the first one a letter or digit',
  sources: [DOCS.create],
  catalogue: ['1.2 network names'],
  explain: ({ name }) => `${quoted(name)} is accepted as a network name, but not as a part of a host name`,
  *check(host) {
    for (const network of createdNetworks(host)) {
      const name = known(network.name);
      if (!isLocal(network) && (name?.length ?? 0) <= 63) continue; // a swarm refuses the rest
      if (name === undefined || name.trim() === '' || name.startsWith('container:') || USUAL.test(name)) continue;
      yield { at: atField(network.at, 'name'), facts: { name } };
    }
  },
});

function isLocal(network: NetworkDefinition): boolean {
  return hasDriver(network, ({ needsSwarm }) => !needsSwarm);
}
