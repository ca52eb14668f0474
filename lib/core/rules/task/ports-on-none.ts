import { defineRule } from '../../rule';
import { atField } from '../../place';
import { isKnown } from '../../unknown';
import { nameOf } from '../../task-reading';

export const portsOnNone = defineRule<'task', { container: string; mode: string }>({
  id: 'ports-on-none',
  subject: 'task',
  severity: 'error',
  title: 'a task without a network has no ports to map',
  why: 'in network mode none a container has a loopback interface only, so there is nothing a port could be mapped to',
  broken: 'RegisterTaskDefinition refuses the task definition',
  fix: 'leave the port mappings out, or choose bridge, host or awsvpc',
  sources: ['https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html'],
  catalogue: ['PM-01'],
  explain: ({ container, mode }) => `container ${container} maps ports, but network mode ${mode} has none`,
  *check(task) {
    if (!isKnown(task.networkMode) || task.networkMode.hostPort !== 'absent') return;
    for (const container of task.containers.items) {
      if (container.portMappings.items.length === 0) continue;
      yield {
        at: atField(container.at, 'portMappings'),
        facts: { container: nameOf(container), mode: task.networkMode.name },
      };
    }
  },
});
