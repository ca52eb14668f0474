import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { modeOf, nameOf } from '../../ecs/task-reading';
import { type ContainerDefinition } from '../../ecs/task';
import { API_TASK, GUIDE_PARAMETERS } from '../sources';
import { FINE, inContainers } from '../violations';

type Facts = { container: string };

export const portsOnNone = defineRule<'task', Facts>({
  id: 'ports-on-none',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'port mappings on network mode none',
  why: 'in network mode none a container has a loopback interface only, so there is nothing a port could be mapped to',
  broken: 'RegisterTaskDefinition refuses the task definition',
  fix: 'leave the port mappings out, or choose bridge, host or awsvpc',
  sources: [API_TASK, GUIDE_PARAMETERS],
  catalogue: ['PM-01'],
  explain: ({ container }) => `container ${container} maps ports, but network mode none has none`,
  check: (task) => (modeOf(task)?.hostPort === 'absent' ? inContainers(task, mapsPorts) : FINE),
});

function mapsPorts(container: ContainerDefinition): Violation<Facts> | undefined {
  if (container.portMappings.items.length === 0) return undefined;
  return { at: atField(container.at, 'portMappings'), facts: { container: nameOf(container) } };
}
