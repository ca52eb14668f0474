import { nameOf, containersIn } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const dnsInContainerMode = defineRule<'dockerHost', { container: string }>({
  id: 'dns-in-container-mode',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'DNS settings of a container in the network stack of another',
  why: 'it resolves names as the other container does',
  broken: 'the engine refuses it: "conflicting options: dns and the network mode"',
  fix: 'give the DNS servers to the container whose stack it is',
  sources: ['https://docs.docker.com/engine/network/#container-networks'],
  catalogue: ['2.3 dns'],
  explain: ({ container }) =>
    `container ${container} shares the network stack of another container and cannot have DNS servers`,
  *check(host) {
    for (const container of containersIn(host, 'container')) {
      if (container.dns.items.length === 0) continue;
      yield { at: atField(container.at, 'dns'), facts: { container: nameOf(container) } };
    }
  },
});
