import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition } from '../../ecs/task';
import { hasRange, modeOf, nameOf } from '../../ecs/task-reading';
import { agent } from '../sources';
import { FINE, inContainers } from '../violations';

type Facts = { container: string; range: string };

export const portRangeForBothProtocols = defineRule<'task', Facts>({
  id: 'port-range-for-both-protocols',
  subject: 'task',
  effect: 'may go wrong',
  title: 'port ranges for TCP and for UDP in one container behind a bridge',
  why: 'the agent keeps the host ports of a range by its container ports alone',
  broken: 'both are published, but only one of them is reported, so nobody learns the host ports of the other',
  fix: 'split one of the two ranges so that they differ',
  sources: [agent('agent/api/task/task.go')],
  catalogue: ['PM-25'],
  explain: ({ container, range }) =>
    `container ${container} maps the range ${range} for tcp and for udp, and the agent reports the host ports of only one of them`,
  check: (task) => (modeOf(task)?.hostPort === 'chosen' ? inContainers(task, twice) : FINE),
});

function twice(container: ContainerDefinition): Violation<Facts> | undefined {
  if (container.portMappings.items.length < 2 || !hasRange(container)) return undefined;
  const seen = new Map<string, unknown>();
  for (const { at, containerPortRange: range, protocol } of container.portMappings.items) {
    if (typeof range !== 'string' || typeof protocol !== 'string') continue;
    const other = seen.get(range);
    if (other !== undefined && other !== protocol) {
      return { at: atField(at, 'containerPortRange'), facts: { container: nameOf(container), range } };
    }
    seen.set(range, protocol);
  }
  return undefined;
}
