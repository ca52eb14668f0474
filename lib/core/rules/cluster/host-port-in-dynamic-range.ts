import { DYNAMIC_PORTS } from '../../values/dynamic-ports';
import { hostingOf } from '../../ecs/hosting';
import { hostPortPlace } from '../host-port-place';
import { defineRule, type Violation } from '../rule';
import { taskOf } from '../../ecs/service-reading';
import { hostPortClaims } from '../../ecs/task-reading';
import { isKnown } from '../../values/unknown';
import { agent, API_PORT_MAPPING, issue } from '../sources';
import { FINE } from '../violations';

type Facts = { port: string; range: string; capacity: string };

export const hostPortInDynamicRange = defineRule<'cluster', Facts>({
  id: 'host-port-in-dynamic-range',
  subject: 'cluster',
  effect: 'may go wrong',
  title: 'fixed host port inside of ECS_DYNAMIC_HOST_PORT_RANGE',
  why: 'the agent gives ports of that range to other tasks, without checking which task claims one of them later',
  broken: 'a race: the task waits, or fails with "address already in use", when a dynamic port was there first',
  fix: 'choose a host port outside of the range, or move the range',
  sources: [API_PORT_MAPPING, agent('README.md'), issue('aws/containers-roadmap', 1047)],
  catalogue: ['PM-15'],
  explain: ({ port, range, capacity }) =>
    `host port ${port} lies in the range ${range} that ${capacity} gives dynamic ports from`,
  check(cluster) {
    let found: Violation<Facts>[] | undefined;
    for (const service of cluster.services.items) {
      const task = taskOf(service);
      if (!task) continue;
      const claims = hostPortClaims(task);
      const hosting = claims.length === 0 ? undefined : hostingOf(cluster, service);
      for (const { dynamicPorts, dynamicPortsGiven, at } of hosting?.capacity ?? []) {
        if (!dynamicPortsGiven || !isKnown(dynamicPorts)) continue;
        const [low, high] = DYNAMIC_PORTS[task.operatingSystem === 'windows' ? 'windows' : 'linux'];
        for (const { hostPort, protocol, mapping } of claims) {
          if (hostPort < dynamicPorts.first || hostPort > dynamicPorts.last) continue;
          // inside the usual window it is a matter of the task definition alone
          if (hostPort >= low && hostPort <= high) continue;
          const range = `${dynamicPorts.first}-${dynamicPorts.last}`;
          const facts = { port: `${hostPort}/${protocol}`, range, capacity: at.path };
          (found ??= []).push({ at: hostPortPlace(mapping), facts, others: [at] });
        }
      }
    }
    return found ?? FINE;
  },
});
