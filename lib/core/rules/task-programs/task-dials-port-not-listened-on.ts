import { listensText } from '../../intent/flow';
import { taskFlows } from '../../intent/task-flows';
import { dialledInVain } from '../dialled';
import { defineRule } from '../rule';
import { API_ALIAS, API_PORT_MAPPING, GUIDE_DISCOVERY, GUIDE_INTERCONNECT } from '../sources';

export const taskDialsPortNotListenedOn = defineRule<
  'taskPrograms',
  { container: string; by: string; dialled: string; target: string; listens: number[]; isHostPort: boolean }
>({
  id: 'task-dials-port-not-listened-on',
  subject: 'taskPrograms',
  effect: 'may go wrong',
  title: 'a port is dialled on which the target does not listen',
  why: 'Service Connect listens on the port of the alias, a task on its container ports, a load balancer on the ports of its listeners, a database on its own port',
  broken: 'the program reports "connection refused", or times out',
  fix: 'dial the port that the target listens on; where it listens on the dialled one as well, map that port too',
  sources: [GUIDE_INTERCONNECT, API_PORT_MAPPING, API_ALIAS, GUIDE_DISCOVERY],
  sourceFor: ({ dialled, isHostPort }) =>
    isHostPort || dialled.startsWith('localhost') || dialled.startsWith('127.') ? API_PORT_MAPPING : undefined,
  catalogue: ['§ ports that tasks dial'],
  explain: ({ container, by, dialled, target, listens, isHostPort }) =>
    `container ${container} dials ${dialled} (${by}), but ${target} ${listensText(listens)}${isHostPort ? '; the dialled port is its port on the host' : ''}`,
  check: (programs) =>
    dialledInVain(taskFlows(programs), 'port-not-listened-on', ({ to, listens, isHostPort }) => ({
      target: to,
      listens: [...listens],
      isHostPort,
    })),
});
