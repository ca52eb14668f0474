import { isPredefined, createdNetworks } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { DOCS } from './sources';
import { known } from '../../values/unknown';

export const networkNameReserved = defineRule<'dockerHost', { network: string }>({
  id: 'network-name-reserved',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'network with the name of a predefined one',
  why: 'every engine has the networks bridge, host and none, exactly one each, and "default" is another word for bridge',
  broken: 'the engine refuses it: "operation is not permitted on predefined bridge network"',
  fix: 'give the network a name of its own; to join a predefined network, say so on the container',
  sources: [DOCS.create],
  catalogue: ['1.2 network names', '1.5 host and none'],
  explain: ({ network }) => `network name ${network} belongs to a network that every engine has`,
  *check(host) {
    for (const network of createdNetworks(host)) {
      const name = known(network.name);
      if (name === undefined || !(isPredefined(name) || name === 'default')) continue;
      yield { at: atField(network.at, 'name'), facts: { network: name } };
    }
  },
});
