import { atField } from '../../values/place';
import { portUses } from '../../ecs/port-use';
import { defineRule } from '../rule';
import { connectOf, serviceModeOf, taskOf } from '../../ecs/service-reading';
import { hostPortClaims, nameOf } from '../../ecs/task-reading';
import { agent, API_CONNECT } from '../sources';
import { FINE, inEach } from '../violations';

export const ingressPortOverrideClash = defineRule<'service', { port: number; container: string }>({
  id: 'ingress-port-override-clash',
  subject: 'service',
  effect: 'may go wrong',
  title: 'Service Connect proxy on a port that a container of the task uses',
  why: 'in awsvpc it shares the stack with them; behind a bridge the override is a host port beside theirs',
  broken: 'the proxy cannot bind the port, and the task stops without a reason in its status',
  fix: ({ field }) => `choose another ${field('ingressPortOverride')}, or leave it out`,
  sources: [API_CONNECT, agent('agent/api/serviceconnect/service_connect_validator.go')],
  catalogue: ['SC-10'],
  explain: ({ port, container }) =>
    `the Service Connect proxy is to listen on port ${port}, which container ${container} uses`,
  check(service) {
    const entries = connectOf(service)?.entries.items ?? [];
    const task = taskOf(service);
    const mode = serviceModeOf(service);
    if (entries.length === 0 || !task || !mode) return FINE;
    return inEach(entries, ({ at, ingressPortOverride: port }) => {
      if (typeof port !== 'number') return undefined;
      const holder =
        mode.namespace === 'task'
          ? portUses(task).find(({ first, last, protocol }) => protocol === 'tcp' && first <= port && port <= last)
          : hostPortClaims(task).find(({ hostPort, protocol }) => protocol === 'tcp' && hostPort === port);
      if (!holder) return undefined;
      const facts = { port, container: nameOf(holder.container) };
      return { at: atField(at, 'ingressPortOverride'), facts, others: [holder.mapping.at] };
    });
  },
});
