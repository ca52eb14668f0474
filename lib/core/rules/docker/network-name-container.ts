import { does } from '../../engine/definition/engine-version';
import { createdNetworks } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const networkNameContainer = defineRule<'dockerHost', { name: string }>({
  id: 'network-name-container',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'network name that is read as the network stack of a container',
  why: 'as the network of a container, container:NAME means the stack of that container and never a network',
  broken:
    'new engines refuse it (seen on 29): "network name "container:x" is reserved and cannot be created"; older ones create ' +
    'a network that no container can have as its mode: "No such container: x"',
  fix: 'give the network a name without the prefix container:',
  sources: ['https://docs.docker.com/engine/network/#container-networks'],
  catalogue: ['1.2 network names'],
  explain: ({ name }) => `network name ${name} is read as the network stack of a container`,
  *check(host) {
    for (const network of createdNetworks(host)) {
      const name = known(network.name);
      if (!name?.startsWith('container:')) continue;
      yield {
        at: atField(network.at, 'name'),
        facts: { name },
        effect: does(host.engine, 'container-network-refused') ? 'cannot deploy' : 'may go wrong',
      };
    }
  },
});
