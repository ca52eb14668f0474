import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { connectOf, taskOf } from '../../ecs/service-reading';
import { type TaskDefinition } from '../../ecs/task';
import { GUIDE_CONNECT } from '../sources';
import { FINE } from '../violations';

export const serviceConnectTaskMemory = defineRule<'service', { memory: number; containers: number }>({
  id: 'service-connect-task-memory',
  subject: 'service',
  effect: 'may go wrong',
  title: 'task with Service Connect without memory for its proxy',
  why: 'the proxy is one more container of the task, and takes what the others leave; 64 MiB is the least',
  broken: 'the service is refused, or the proxy does not get the memory to start',
  fix: ({ field }) =>
    `set ${field('memory')} on the task definition, at least 64 MiB above the limits of its containers`,
  sources: [GUIDE_CONNECT],
  catalogue: ['SC-04'],
  explain: ({ memory, containers }) =>
    memory === 0
      ? 'the task uses Service Connect, but has no memory limit of its own'
      : `the task has ${memory} MiB, and its containers take ${containers}: nothing is left for the Service Connect proxy`,
  check(service) {
    if (!connectOf(service)) return FINE;
    const task = taskOf(service);
    if (!task) return FINE;
    const { memory } = task;
    if (memory === undefined)
      return [{ at: atField(task.at, 'memory'), facts: { memory: 0, containers: 0 }, others: [service.at] }];
    if (typeof memory !== 'number') return FINE;
    const containers = memoryOfContainers(task);
    if (containers === undefined || containers < memory) return FINE;
    return [{ at: atField(task.at, 'memory'), facts: { memory, containers }, others: [service.at] }];
  },
});

/** MiB; undefined when a container has no hard limit, or one that is not known. */
function memoryOfContainers(task: TaskDefinition): number | undefined {
  let sum = 0;
  for (const { memory } of task.containers.items) {
    if (typeof memory !== 'number') return undefined;
    sum += memory;
  }
  return sum;
}
