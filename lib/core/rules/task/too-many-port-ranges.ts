import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition } from '../../ecs/task';
import { nameOf } from '../../ecs/task-reading';
import { API_PORT_MAPPING } from '../sources';
import { inContainers } from '../violations';

/** Ranges that a container can map. */
export const MAX_RANGES = 100;

type Facts = { container: string; ranges: number };

export const tooManyPortRanges = defineRule<'task', Facts>({
  id: 'too-many-port-ranges',
  subject: 'task',
  effect: 'cannot deploy',
  title: `more than ${MAX_RANGES} port ranges in one container`,
  why: 'it is a limit of the service',
  broken: 'RegisterTaskDefinition refuses the task definition',
  fix: 'join neighbouring ranges',
  sources: [API_PORT_MAPPING],
  catalogue: ['PM-11'],
  explain: ({ container, ranges }) => `container ${container} maps ${ranges} ranges; at most ${MAX_RANGES} are allowed`,
  check: (task) => inContainers(task, countRanges),
});

/** How many ranges a container maps. */
export function rangesOf({ portMappings }: ContainerDefinition): number {
  return portMappings.items.filter(({ containerPortRange }) => typeof containerPortRange === 'string').length;
}

function countRanges(container: ContainerDefinition): Violation<Facts> | undefined {
  const ranges = rangesOf(container);
  if (ranges <= MAX_RANGES) return undefined;
  return { at: atField(container.at, 'portMappings'), facts: { container: nameOf(container), ranges } };
}
