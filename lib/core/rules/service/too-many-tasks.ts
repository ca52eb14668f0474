import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { connectOf } from '../../ecs/service-reading';
import { GUIDE_DISCOVERY, GUIDE_QUOTAS } from '../sources';
import { FINE } from '../violations';

const MAX_TASKS = 5000;
const MAX_REGISTERED = 1000;

export const tooManyTasks = defineRule<'service', { tasks: number; allowed: number }>({
  id: 'too-many-tasks',
  subject: 'service',
  effect: 'may go wrong',
  title: `more than ${MAX_TASKS} tasks in a service, or ${MAX_REGISTERED} with discovery or Service Connect`,
  why: 'a Cloud Map service holds that many instances',
  broken: 'the service does not reach its desired count',
  fix: 'split the service, or ask for a higher quota',
  sources: [GUIDE_QUOTAS, GUIDE_DISCOVERY],
  catalogue: ['SD-05'],
  explain: ({ tasks, allowed }) => `the service is to run ${tasks} tasks; at most ${allowed} are allowed`,
  check(service) {
    const { desiredCount: tasks } = service;
    if (typeof tasks !== 'number' || tasks <= MAX_REGISTERED) return FINE;
    const registered = service.registries.items.length > 0 || connectOf(service) !== undefined;
    const allowed = registered ? MAX_REGISTERED : MAX_TASKS;
    return tasks <= allowed ? FINE : [{ at: atField(service.at, 'desiredCount'), facts: { tasks, allowed } }];
  },
});
