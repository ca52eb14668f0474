import { nameOf, requires } from '../../ecs/task-reading';
import { atField } from '../../values/place';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { API_CONTAINER, preflight } from '../sources';

export const containerLargerThanTask = defineRule<'task', { problem: string }>({
  id: 'container-larger-than-task',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'containers that take more than their task has',
  why: 'the limits of the task hold for all of its containers together',
  broken: `RegisterTaskDefinition refuses it: "The 'memory' setting for container 'x' is greater than for the task"`,
  fix: 'lower the memory or CPU of the container, or raise that of the task',
  sources: [
    API_CONTAINER,
    preflight('pf-ecs-container-memory-over-task'),
    preflight('pf-ecs-container-memory-reservation'),
    preflight('pf-ecs-fargate-container-cpu-over-task'),
  ],
  catalogue: ['§1.4 Container settings'],
  explain: ({ problem }) => problem,
  check(task) {
    const { memory, cpu } = task;
    let sum = 0;
    for (const container of task.containers.items) {
      const { memory: own, memoryReservation: least } = container;
      const name = nameOf(container);
      if (typeof own === 'number' && typeof memory === 'number' && own > memory) {
        const problem = `container ${name} may take ${own} MiB, but the task has only ${memory}`;
        return [{ at: atField(container.at, 'memory'), facts: { problem } }];
      }
      if (typeof own === 'number' && typeof least === 'number' && least > own) {
        const problem = `container ${name} reserves ${least} MiB, but is limited to ${own}`;
        return [{ at: atField(container.at, 'memoryReservation'), facts: { problem } }];
      }
      sum += typeof container.cpu === 'number' ? container.cpu : 0;
    }
    if (typeof cpu !== 'number' || sum <= cpu || !requires(task, 'FARGATE')) return FINE;
    return [
      {
        at: atField(task.at, 'cpu'),
        facts: { problem: `the containers take ${sum} CPU units, but the task has only ${cpu}` },
      },
    ];
  },
});
