import { type Capacity } from '../../ecs/capacity';
import { hostingOf, tasksOf, type Hosting } from '../../ecs/hosting';
import { taskDensityOf } from '../../ecs/network-interfaces';
import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { serviceModeOf } from '../../ecs/service-reading';
import { type Service } from '../../ecs/service';
import { GUIDE_EVENTS, GUIDE_TRUNKING, issue } from '../sources';
import { FINE } from '../violations';

type Facts = { tasks: number; slots: number; instances: readonly string[]; trunking: number };

export const networkInterfacesExhausted = defineRule<'cluster', Facts>({
  id: 'network-interfaces-exhausted',
  subject: 'cluster',
  effect: 'cannot work',
  title: 'more awsvpc tasks than instances have network interfaces',
  why: 'the type of an instance says how many interfaces it has, and the first one is its own',
  broken:
    'tasks are never placed (RESOURCE:ENI), or stop with "Unable to attach network interface to unused device index"',
  fix: 'use a larger instance type or more instances, turn on awsvpcTrunking in the account, or use bridge mode',
  sources: [GUIDE_EVENTS, GUIDE_TRUNKING, issue('aws/amazon-ecs-agent', 2448), issue('aws/containers-roadmap', 1545)],
  catalogue: ['NW-06'],
  explain: ({ tasks, slots, instances, trunking }) =>
    `${tasks} awsvpc tasks are to run on ${instances.join(' and ')}, which ${instances.length === 1 ? 'has' : 'have'} network interfaces for ${slots} of them${trunking > slots ? ` (${trunking} if trunking is on)` : ''}`,
  check(cluster) {
    const demand = new Map<string, { hosting: Hosting; tasks: number; services: Service[] }>();
    for (const service of cluster.services.items) {
      if (serviceModeOf(service)?.takesNetworkInterface !== true) continue;
      const hosting = hostingOf(cluster, service);
      const tasks = hosting?.instances === undefined ? undefined : tasksOf(service, hosting.instances);
      if (!hosting || tasks === undefined) continue;
      const key = hosting.capacity.map(({ at }) => at.path).join();
      const entry = demand.get(key) ?? { hosting, tasks: 0, services: [] };
      demand.set(key, { hosting, tasks: entry.tasks + tasks, services: [...entry.services, service] });
    }
    const found: Violation<Facts>[] = [];
    for (const { hosting, tasks, services } of demand.values()) {
      const slots = slotsOf(hosting.capacity);
      const [first, ...others] = services;
      if (!first || !slots || tasks <= slots.sure) continue;
      found.push({
        at: atField(first.at, 'desiredCount'),
        facts: {
          tasks,
          slots: slots.sure,
          instances: slots.instances,
          trunking: slots.possible,
        },
        others: others.map(({ at }) => at),
        ...(tasks > slots.possible ? {} : { effect: 'may go wrong' }),
      });
    }
    return found.length === 0 ? FINE : found;
  },
});

/** Tasks that the instances take for sure, and with everything that could be switched on. */
function slotsOf(
  capacity: readonly Capacity[],
): { sure: number; possible: number; instances: readonly string[] } | undefined {
  let sure = 0;
  let possible = 0;
  const instances: string[] = [];
  for (const { instanceType, maxInstances, trunking, operatingSystem } of capacity) {
    if (typeof instanceType !== 'string' || typeof maxInstances !== 'number') return undefined;
    const density = taskDensityOf(instanceType);
    if (!density) return undefined;
    instances.push(`${maxInstances} x ${instanceType}`);
    const { plain, trunking: trunked = plain } = density;
    const canTrunk = trunking !== false && operatingSystem !== 'windows';
    sure += maxInstances * (trunking === true && canTrunk ? trunked : plain);
    possible += maxInstances * (canTrunk ? trunked : plain);
  }
  return { sure, possible, instances };
}
