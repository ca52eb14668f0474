import { MAX_RESERVED_PORTS, RESERVED_TCP_PORTS } from '../../ecs/capacity';
import { hostingOf, tasksOf, type Hosting } from '../../ecs/hosting';
import { defineRule, type Violation } from '../rule';
import { taskOf } from '../../ecs/service-reading';
import { type Service } from '../../ecs/service';
import { hostPortClaims } from '../../ecs/task-reading';
import { isKnown } from '../../values/unknown';
import { API_PORT_MAPPING, GUIDE_EVENTS, issue } from '../sources';
import { FINE } from '../violations';

type Facts = { ports: number; free: number; instances: number };

export const tooManyHostPortsOnInstances = defineRule<'cluster', Facts>({
  id: 'too-many-host-ports-on-instances',
  subject: 'cluster',
  effect: 'cannot work',
  title: `more host ports in a cluster than its instances have to give, ${MAX_RESERVED_PORTS} each`,
  why: 'fixed host ports of running tasks and those that the agent keeps count together',
  broken: 'tasks are never placed: "Too many ports registered"',
  fix: ({ dynamicHostPort, portRange }) =>
    `use ${dynamicHostPort} or ${portRange}, or raise the maximum of the capacity`,
  sources: [API_PORT_MAPPING, GUIDE_EVENTS, issue('aws/containers-roadmap', 194)],
  catalogue: ['PM-16'],
  explain: ({ ports, free, instances }) =>
    `the tasks claim ${ports} TCP host ports, and ${instances} ${instances === 1 ? 'instance has' : 'instances have'} ${free} to give`,
  check(cluster) {
    const demand = new Map<string, { hosting: Hosting; ports: number; services: Service[] }>();
    for (const service of cluster.services.items) {
      const task = taskOf(service);
      if (!task) continue;
      const ports = hostPortClaims(task).filter(({ protocol }) => protocol === 'tcp').length;
      // a task that fits on no instance has a rule of its own
      if (ports === 0 || ports > MAX_RESERVED_PORTS - RESERVED_TCP_PORTS.linux.length) continue;
      const hosting = hostingOf(cluster, service);
      const tasks = hosting?.instances === undefined ? undefined : tasksOf(service, hosting.instances);
      if (!hosting || tasks === undefined) continue;
      const key = hosting.capacity.map(({ at }) => at.path).join();
      const entry = demand.get(key) ?? { hosting, ports: 0, services: [] };
      demand.set(key, { hosting, ports: entry.ports + ports * tasks, services: [...entry.services, service] });
    }
    const found: Violation<Facts>[] = [];
    for (const { hosting, ports, services } of demand.values()) {
      const { free, instances } = freeOf(hosting);
      const [first, ...others] = services;
      if (!first || ports <= free || services.length < 2) continue;
      found.push({ at: first.at, facts: { ports, free, instances }, others: others.map(({ at }) => at) });
    }
    return found.length === 0 ? FINE : found;
  },
});

function freeOf({ capacity }: Hosting): { free: number; instances: number } {
  let free = 0;
  let instances = 0;
  for (const { maxInstances, reservedTcpPorts } of capacity) {
    if (!isKnown(maxInstances)) continue;
    const reserved = isKnown(reservedTcpPorts) ? reservedTcpPorts.length : 0;
    free += maxInstances * (MAX_RESERVED_PORTS - reserved);
    instances += maxInstances;
  }
  return { free, instances };
}
