import { nameOf, requires } from '../../ecs/task-reading';
import { atField } from '../../values/place';
import { type Fix } from '../../values/fix';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { API_CONTAINER, preflight } from '../sources';

type Facts = {
  problem: string;
  /** What is too large: the memory or CPU of containers for that of the task, or what a container reserves for what it may have. */
  what: 'memory' | 'cpu' | 'reservation';
  /** The smaller of the two numbers. */
  most: number;
  /** The larger one. */
  wanted: number;
};

export const containerLargerThanTask = defineRule<'task', Facts>({
  id: 'container-larger-than-task',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'containers that take more than their task has, or reserve more than they may take',
  why: 'the limits of the task hold for all of its containers together, and the limit of a container for what it reserves',
  broken: `RegisterTaskDefinition refuses it: "The 'memory' setting for container 'x' is greater than for the task"`,
  fix: 'lower the memory or CPU of the container, or raise that of the task',
  fixFor: ({ what, most, wanted }) => wayOut(what, most, wanted),
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
        const facts: Facts = { problem, what: 'memory', most: memory, wanted: own };
        return [{ at: atField(container.at, 'memory'), facts }];
      }
      if (typeof own === 'number' && typeof least === 'number' && least > own) {
        const problem = `container ${name} reserves ${least} MiB of memory, which is more than the ${own} that it may take`;
        const facts: Facts = { problem, what: 'reservation', most: own, wanted: least };
        return [{ at: atField(container.at, 'memoryReservation'), facts }];
      }
      sum += typeof container.cpu === 'number' ? container.cpu : 0;
    }
    if (typeof cpu !== 'number' || sum <= cpu || !requires(task, 'FARGATE')) return FINE;
    return [
      {
        at: atField(task.at, 'cpu'),
        facts: {
          problem: `the containers take ${sum} CPU units, but the task has only ${cpu}`,
          what: 'cpu',
          most: cpu,
          wanted: sum,
        },
      },
    ];
  },
});

function wayOut(what: Facts['what'], most: number, wanted: number): Fix {
  return ({ field, containerField }) => {
    if (what === 'reservation')
      return `lower ${containerField('memoryReservation')} to ${most} or less, or raise ${containerField('memory')} of the container to ${wanted}`;
    return what === 'memory'
      ? `lower ${containerField('memory')} of the container to ${most} or less, or raise ${field('memory')} of the task to ${wanted}`
      : `lower ${containerField('cpu')} of the containers to ${most} together, or raise ${field('cpu')} of the task`;
  };
}
