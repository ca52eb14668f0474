import { taskFlows } from '../../intent/task-flows';
import { dialledInVain, type DialledFacts, nameFacts, type NameFacts } from '../dialled';
import { obstacleFix } from '../obstacle-fix';
import { defineRule } from '../rule';
import { GUIDE_CONNECT, GUIDE_DISCOVERY, GUIDE_NETWORK_MODES } from '../sources';

export const taskDialsUnknownName = defineRule<'taskPrograms', DialledFacts & NameFacts>({
  id: 'task-dials-unknown-name',
  subject: 'taskPrograms',
  effect: 'may go wrong',
  title: 'a name is dialled that does not resolve where the task runs',
  why: 'a task resolves the names of Service Connect where its service takes part in the namespace, those of Cloud Map and Route 53 in their VPC, and links in bridge mode; containers and services have no names by themselves',
  broken: 'the program reports "no such host", "Name or service not known" or "getaddrinfo ENOTFOUND"',
  fix: 'dial a name that the task resolves: an alias of Service Connect in a namespace that its own service takes part in, a name of Cloud Map with its namespace, localhost for a container of the same task',
  sources: [GUIDE_CONNECT, GUIDE_DISCOVERY, GUIDE_NETWORK_MODES],
  catalogue: ['§ names that tasks dial'],
  fixFor: ({ remedy, ...facts }) => remedy ?? obstacleFix(facts),
  explain: ({ container, by, dialled, trouble }) => `container ${container} dials ${dialled} (${by}), but ${trouble}`,
  check: (programs) => dialledInVain(taskFlows(programs), 'name-unknown', nameFacts),
});
