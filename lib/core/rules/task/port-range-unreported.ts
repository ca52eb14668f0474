import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition } from '../../ecs/task';
import { hasRange, modeOf, nameOf } from '../../ecs/task-reading';
import { agent, API_PORT_MAPPING } from '../sources';
import { FINE, inContainers } from '../violations';
import { MAX_RANGES, rangesOf } from './too-many-port-ranges';

/** A container with a range may report 100 bindings, and each mapping has one for IPv4 and one for IPv6. */
const MAX_MAPPINGS = 50;

type Facts = { container: string; mappings: number };

export const portRangeUnreported = defineRule<'task', Facts>({
  id: 'port-range-unreported',
  subject: 'task',
  effect: 'may go wrong',
  title: `more than ${MAX_MAPPINGS} mappings in a container that maps a range behind a bridge`,
  why: 'the agent reports at most 100 bindings of such a container and counts IPv4 and IPv6 apart',
  broken: 'the container runs, but its state cannot be reported: the service waits for a task that is already there',
  fix: 'join mappings into fewer ranges, or spread the ports over several containers',
  sources: [API_PORT_MAPPING, agent('agent/api/container')],
  catalogue: ['PM-11'],
  explain: ({ container, mappings }) =>
    `container ${container} has ${mappings} mappings, one of them a range; beside a range the agent can report at most ${MAX_MAPPINGS}, so the state of the task is not reported and the service waits for it`,
  check: (task) => (modeOf(task)?.hostPort === 'chosen' ? inContainers(task, countMappings) : FINE),
});

function countMappings(container: ContainerDefinition): Violation<Facts> | undefined {
  const mappings = container.portMappings.items.length;
  // too many ranges are refused anyway
  if (mappings <= MAX_MAPPINGS || !hasRange(container) || rangesOf(container) > MAX_RANGES) return undefined;
  return { at: atField(container.at, 'portMappings'), facts: { container: nameOf(container), mappings } };
}
