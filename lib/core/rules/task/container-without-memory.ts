import { nameOf, requires } from '../../ecs/task-reading';
import { inContainers } from '../violations';
import { defineRule } from '../rule';
import { API_CONTAINER, preflight } from '../sources';

export const containerWithoutMemory = defineRule<'task', { container: string }>({
  id: 'container-without-memory',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'a container without memory in a task without memory',
  why: 'one of the two says how much the instance has to keep',
  broken: `RegisterTaskDefinition refuses it: "At least one of 'memory' or 'memoryReservation' must be specified"`,
  fix: ({ field, containerField }) =>
    `set ${field('memory')} of the task, or ${containerField('memory')} or ${containerField('memoryReservation')} of the container`,
  sources: [API_CONTAINER, preflight('pf-ecs-container-memory-required')],
  catalogue: ['§1.4 Container settings'],
  explain: ({ container }) => `neither the task nor container ${container} says how much memory it takes`,
  check: (task) =>
    inContainers(task, (container) => {
      if (task.memory !== undefined || container.memory !== undefined || container.memoryReservation !== undefined) {
        return undefined;
      }
      return requires(task, 'FARGATE') ? undefined : { at: container.at, facts: { container: nameOf(container) } };
    }),
});
