import { nameOf, containersIn } from '../../engine/definition/docker-reading';
import { publishedPorts } from '../../engine/definition/published-ports';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const portsInContainerMode = defineRule<'dockerHost', { container: string; ports: string[] }>({
  id: 'ports-in-container-mode',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'published ports of a container in the network stack of another',
  why: 'the addresses belong to the other container',
  broken: 'the engine refuses it: "conflicting options: port publishing and the container type network mode"',
  fix: 'publish the ports on the container whose stack it is',
  sources: ['https://docs.docker.com/engine/network/#container-networks'],
  catalogue: ['2.3 publish in container mode'],
  explain: ({ container, ports }) =>
    `container ${container} shares the network stack of another container and cannot publish ${ports.join(', ')}`,
  *check(host) {
    for (const container of containersIn(host, 'container')) {
      const ports = publishedPorts(container);
      if (ports.length === 0 && container.publishAll === true) ports.push('all ports');
      if (ports.length === 0) continue;
      yield { at: atField(container.at, 'published'), facts: { container: nameOf(container), ports } };
    }
  },
});
