import { createdNetworks } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { type NoFacts } from '../violations';
import { DOCS } from './sources';
import { known } from '../../values/unknown';

export const networkNameEmpty = defineRule<'dockerHost', NoFacts>({
  id: 'network-name-empty',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'network without a name',
  why: 'a name of nothing but blanks counts as none',
  broken:
    'the engine refuses it: "invalid name: name is empty" (25 and later), "network with name  already exists" (20.10)',
  fix: ({ set }) => `give it a name, such as ${set('name', 'web')}`,
  sources: [DOCS.create],
  catalogue: ['1.2 network names'],
  explain: () => 'the name of the network is blank',
  *check(host) {
    for (const network of createdNetworks(host)) {
      const name = known(network.name);
      if (name?.trim() === '') yield { at: atField(network.at, 'name'), facts: {} };
    }
  },
});
