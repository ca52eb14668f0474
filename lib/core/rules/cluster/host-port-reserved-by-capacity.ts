import { RESERVED_TCP_PORTS } from '../../ecs/capacity';
import { hostingOf } from '../../ecs/hosting';
import { hostPortPlace } from '../host-port-place';
import { defineRule, type Violation } from '../rule';
import { taskOf } from '../../ecs/service-reading';
import { hostPortClaims } from '../../ecs/task-reading';
import { agent, API_PORT_MAPPING } from '../sources';
import { FINE } from '../violations';

type Facts = { port: string; capacity: readonly string[] };

export const hostPortReservedByCapacity = defineRule<'cluster', Facts>({
  id: 'host-port-reserved-by-capacity',
  subject: 'cluster',
  effect: 'cannot work',
  title: 'fixed host port that ECS_RESERVED_PORTS keeps from tasks on every instance',
  why: 'the agent registers the ports of that list as taken',
  broken: 'the task is never placed (RESOURCE:PORTS)',
  fix: 'choose another host port, or remove the port from ECS_RESERVED_PORTS',
  sources: [API_PORT_MAPPING, agent('README.md')],
  catalogue: ['PM-14'],
  explain: ({ port, capacity }) =>
    `${capacity.join(' and ')} ${capacity.length === 1 ? 'reserves' : 'reserve'} host port ${port}, so no task can have it`,
  check(cluster) {
    let found: Violation<Facts>[] | undefined;
    for (const service of cluster.services.items) {
      const task = taskOf(service);
      if (!task) continue;
      const claims = hostPortClaims(task);
      const hosting = claims.length === 0 ? undefined : hostingOf(cluster, service);
      if (!hosting?.complete || hosting.capacity.length === 0) continue;
      for (const { hostPort, protocol, mapping } of claims) {
        // the agent's own ports are a matter of the task definition alone
        if (
          protocol === 'tcp' &&
          RESERVED_TCP_PORTS[task.operatingSystem === 'windows' ? 'windows' : 'linux'].includes(hostPort)
        )
          continue;
        const kept = hosting.capacity.every((one) => {
          const ports = protocol === 'tcp' ? one.reservedTcpPorts : one.reservedUdpPorts;
          return Array.isArray(ports) && ports.includes(hostPort);
        });
        if (!kept) continue;
        const facts = { port: `${hostPort}/${protocol}`, capacity: hosting.capacity.map(({ at }) => at.path) };
        (found ??= []).push({ at: hostPortPlace(mapping), facts, others: [service.at] });
      }
    }
    return found ?? FINE;
  },
});
