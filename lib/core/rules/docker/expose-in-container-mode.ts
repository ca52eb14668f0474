import { nameOf, containersIn } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const exposeInContainerMode = defineRule<'dockerHost', { container: string; ports: string[] }>({
  id: 'expose-in-container-mode',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'a container in the stack of another exposes ports',
  why: 'addresses and exposed ports are those of the container whose stack it is',
  broken: 'the engine refuses it: "conflicting options: port exposing and the container type network mode"',
  fix: 'expose the ports on the container whose stack it is, or leave them out: they open nothing',
  sources: ['https://docs.docker.com/engine/network/#container-networks'],
  catalogue: ['2.3 publish in container mode'],
  explain: ({ container, ports }) =>
    `container ${container} shares the network stack of another container and cannot expose ${ports.join(', ')}`,
  *check(host) {
    for (const container of containersIn(host, 'container')) {
      if (container.exposed.items.length === 0) continue;
      const ports = container.exposed.items.map(({ port, protocol }) => `${port}/${protocol}`);
      yield { at: atField(container.at, 'exposed'), facts: { container: nameOf(container), ports } };
    }
  },
});
