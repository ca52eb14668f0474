import { taskFlows } from '../../intent/task-flows';
import { dialledInVain } from '../dialled';
import { defineRule } from '../rule';
import { GUIDE_NETWORK_MODES } from '../sources';

export const taskDialsNameOfDockerDesktop = defineRule<
  'taskPrograms',
  { container: string; by: string; dialled: string }
>({
  id: 'task-dials-name-of-docker-desktop',
  subject: 'taskPrograms',
  effect: 'may go wrong',
  title: 'a name of Docker Desktop is dialled, which no task has',
  why: 'Docker Desktop answers for host.docker.internal and its like; neither Fargate nor an instance does',
  broken: 'the program reports "no such host", "Name or service not known" or "getaddrinfo ENOTFOUND"',
  fix: 'dial localhost for a container of the same task in awsvpc or host mode, or the name of the service that listens',
  sources: ['https://docs.docker.com/desktop/features/networking/', GUIDE_NETWORK_MODES],
  catalogue: ['§ names that tasks dial'],
  explain: ({ container, by, dialled }) =>
    `container ${container} dials ${dialled} (${by}), a name that Docker Desktop provides and Amazon ECS does not`,
  check: (programs) => dialledInVain(taskFlows(programs), 'host-name-missing', () => ({})),
});
