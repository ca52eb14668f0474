import { nameOf, containersIn } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const extraHostsInContainerMode = defineRule<'dockerHost', { container: string }>({
  id: 'extra-hosts-in-container-mode',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'extra hosts of a container in the network stack of another',
  why: 'it sees the hosts file of the other container',
  broken: 'the engine refuses it: "conflicting options: custom host-to-IP mapping and the network mode"',
  fix: 'give the extra hosts to the container whose stack it is',
  sources: ['https://docs.docker.com/engine/network/#container-networks'],
  catalogue: ['2.3 extra hosts'],
  explain: ({ container }) =>
    `container ${container} shares the network stack of another container and cannot have extra hosts`,
  *check(host) {
    for (const container of containersIn(host, 'container')) {
      if (container.extraHosts.items.length === 0) continue;
      yield { at: atField(container.at, 'extraHosts'), facts: { container: nameOf(container) } };
    }
  },
});
