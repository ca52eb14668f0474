import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition } from '../../ecs/task';
import { effectOf, nameOf } from '../../ecs/task-reading';
import { API_CONTAINER } from '../sources';
import { FINE, inContainers } from '../violations';

type Facts = { container: string; uses: string };

export const networkingDisabledButUsed = defineRule<'task', Facts>({
  id: 'networking-disabled-but-used',
  subject: 'task',
  effect: 'may go wrong',
  title: 'ports or links of a container whose networking is disabled',
  why: 'it has a loopback interface only',
  broken: 'a fixed host port stays taken but is not published, and links are ignored',
  fix: ({ containerField }) => `leave out either ${containerField('disableNetworking')} or the ports and links`,
  sources: [API_CONTAINER],
  catalogue: ['CT-08'],
  explain: ({ container, uses }) => `container ${container} disables networking, and yet has ${uses}`,
  check: (task) => (effectOf(task, 'disableNetworking') === 'works' ? inContainers(task, usesNetwork) : FINE),
});

function usesNetwork(container: ContainerDefinition): Violation<Facts> | undefined {
  if (container.disableNetworking !== true) return undefined;
  const uses =
    container.portMappings.items.length > 0 ? 'port mappings' : container.links.items.length > 0 ? 'links' : '';
  if (uses === '') return undefined;
  return { at: atField(container.at, 'disableNetworking'), facts: { container: nameOf(container), uses } };
}
