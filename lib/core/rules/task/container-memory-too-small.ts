import { nameOf, requires } from '../../ecs/task-reading';
import { atField } from '../../values/place';
import { inContainers } from '../violations';
import { defineRule } from '../rule';
import { API_CONTAINER, issue } from '../sources';

/** MiB that Docker asks for at least, since 20.10. */
const MIN = 6;

export const containerMemoryTooSmall = defineRule<'task', { container: string; name: string; memory: number }>({
  id: 'container-memory-too-small',
  subject: 'task',
  effect: 'cannot work',
  title: 'a container with less memory than the engine gives',
  why: `Docker since 20.10 makes no container with less than ${MIN} MiB`,
  broken: 'no task starts: "CannotCreateContainerError: … Minimum memory limit allowed is 6MB"',
  fix: `give the container ${MIN} MiB or more; the number is in MiB`,
  sources: [API_CONTAINER, 'https://github.com/moby/moby/pull/41168', issue('awsdocs/amazon-ecs-developer-guide', 185)],
  catalogue: ['§1.4 Container settings'],
  explain: ({ container, name, memory }) =>
    `${name} of container ${container} is ${memory} MiB, and an engine asks for ${MIN} at least`,
  check: (task) =>
    inContainers(task, (container) => {
      for (const name of ['memory', 'memoryReservation'] as const) {
        const memory = container[name];
        if (typeof memory !== 'number' || memory >= MIN) continue;
        const violation = { at: atField(container.at, name), facts: { container: nameOf(container), name, memory } };
        // of Fargate AWS says no more than that it should not be so little
        return requires(task, 'FARGATE') ? { ...violation, effect: 'may go wrong' as const } : violation;
      }
      return undefined;
    }),
});
