import { whoListens } from '../../intent/flow';
import { taskFlows } from '../../intent/task-flows';
import { dialledInVain } from '../dialled';
import { defineRule } from '../rule';
import { GUIDE_NETWORK_MODES } from '../sources';

export const taskDialsLocalhost = defineRule<
  'taskPrograms',
  { container: string; by: string; dialled: string; target: string; usual?: number }
>({
  id: 'task-dials-localhost-of-another-container',
  subject: 'taskPrograms',
  effect: 'may go wrong',
  title: 'localhost is dialled for what listens in another network namespace',
  why: 'in awsvpc and host mode the containers of one task meet on localhost, in bridge mode each container has its own, and no task has that of another one',
  broken: 'the program reports "connection refused"',
  fix: 'dial the name of the service that listens, put both containers into one task in awsvpc mode, or link them in bridge mode',
  sources: [GUIDE_NETWORK_MODES],
  catalogue: ['§ localhost of a task'],
  explain: ({ container, by, dialled, target, ...port }) =>
    `container ${container} dials ${dialled} (${by}), which is the container itself; container ${whoListens(target, port)}`,
  check: (programs) =>
    dialledInVain(taskFlows(programs), 'localhost', ({ to, usual }) => ({
      target: to,
      ...(usual === undefined ? {} : { usual }),
    })),
});
