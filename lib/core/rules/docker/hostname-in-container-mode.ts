import { nameOf, containersIn } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const hostnameInContainerMode = defineRule<'dockerHost', { container: string; hostname: string }>({
  id: 'hostname-in-container-mode',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'host name of a container in the network stack of another',
  why: 'the hostname belongs to the stack',
  broken: 'the engine refuses it: "conflicting options: hostname and the network mode"',
  fix: 'give the hostname to the container whose stack it is',
  sources: ['https://docs.docker.com/engine/network/#container-networks'],
  catalogue: ['2.3 hostname'],
  explain: ({ container, hostname }) =>
    `container ${container} shares the network stack of another container and cannot have hostname ${hostname}`,
  *check(host) {
    for (const container of containersIn(host, 'container')) {
      const hostname = known(container.hostname);
      if (hostname === undefined || hostname === '') continue;
      yield { at: atField(container.at, 'hostname'), facts: { container: nameOf(container), hostname } };
    }
  },
});
