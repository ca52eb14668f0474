import { type Capacity } from './capacity';
import { type Cluster } from './cluster';
import { hostingOf, isConstrained, tasksOf } from './hosting';
import { contentionOf, hostPortLedger, type Contention } from './host-port-ledger';
import { type Service } from './service';
import { taskOf } from './service-reading';
import { hostPortClaims, knowsHostPorts } from './task-reading';
import { isKnown } from '../values/unknown';

/** An instance and the tasks on it, as far as they claim host ports. */
export interface PlacedInstance {
  /** What the instance belongs to. */
  readonly capacity: Capacity;
  /** From 1 within its capacity. */
  readonly number: number;
  /** Services with a task on it, once for each task. */
  readonly services: readonly Service[];
}

/** Tasks of a service that found no instance. */
export interface LeftOver {
  /** The service. */
  readonly service: Service;
  /** How many of its tasks found no instance. */
  readonly tasks: number;
}

/**
 * Whether the tasks of a cluster that claim host ports find instances.
 *
 * *fits*: the placement shown is one. *does not fit*: no placement exists; the one shown is as far as it goes. *unknown*: what
 * is missing would decide it.
 */
export interface Placement {
  /** Whether all tasks find an instance. */
  readonly verdict: 'fits' | 'does not fit' | 'unknown';
  /** The instances, each with what was placed on it. */
  readonly instances: readonly PlacedInstance[];
  /** What found no instance. */
  readonly leftOver: readonly LeftOver[];
  /** What would have to be known, one text each. */
  readonly missing: readonly string[];
}

/** More instances than these are not tried one by one. */
const MAX_INSTANCES = 10_000;

/** Places the tasks of a cluster that claim host ports, at the desired count of their services. */
export function placementOf(cluster: Cluster): Placement {
  const missing: string[] = [];
  if (!cluster.services.complete) missing.push('services that are not in sight');
  const instances = instancesOf(cluster, missing);
  const leftOver: LeftOver[] = [];
  let impossible: Contention | undefined;
  for (const entry of hostPortLedger(cluster)) impossible ??= contentionOf(entry);
  let tooMany = false;
  for (const { service, tasks, capacity } of demandsOf(cluster, missing)) {
    const claims = claimsOf(service);
    const left = place(service, tasks, claims, instances, capacity);
    if (left > 0) leftOver.push({ service, tasks: left });
    const offered = instances.filter((one) => capacity.includes(one.capacity)).length;
    tooMany ||= missing.length === 0 && tasks > offered;
  }
  const placed = instances.map(({ capacity, number, services }) => ({ capacity, number, services }));
  const verdict =
    impossible || tooMany ? 'does not fit' : missing.length > 0 || leftOver.length > 0 ? 'unknown' : 'fits';
  // first come, first served is not the only order in which it could be tried
  if (verdict === 'unknown' && missing.length === 0)
    missing.push('a better order of placing: this one left tasks over');
  return { verdict, instances: placed, leftOver, missing };
}

interface Instance {
  readonly capacity: Capacity;
  readonly number: number;
  readonly services: Service[];
  readonly taken: Set<string>;
}

function instancesOf(cluster: Cluster, missing: string[]): Instance[] {
  const instances: Instance[] = [];
  if (!cluster.capacity.complete) missing.push('capacity that is not in sight');
  for (const capacity of cluster.capacity.items) {
    const { maxInstances } = capacity;
    if (!isKnown(maxInstances) || instances.length + maxInstances > MAX_INSTANCES) {
      missing.push(`the number of instances of ${capacity.at.path}`);
      continue;
    }
    for (let number = 1; number <= maxInstances; number++) {
      instances.push({ capacity, number, services: [], taken: new Set() });
    }
  }
  return instances;
}

interface Demand {
  readonly service: Service;
  readonly tasks: number;
  readonly capacity: readonly Capacity[];
}

/** Services that claim host ports; daemons first, since they have no choice, then those with the least room. */
function demandsOf(cluster: Cluster, missing: string[]): readonly Demand[] {
  const demands: Demand[] = [];
  for (const service of cluster.services.items) {
    const task = taskOf(service);
    if (!task || !knowsHostPorts(task)) {
      missing.push(`the host ports of ${service.at.path}`);
      continue;
    }
    if (hostPortClaims(task).length === 0) continue;
    const hosting = hostingOf(cluster, service);
    const tasks = hosting?.instances === undefined ? undefined : tasksOf(service, hosting.instances);
    if (!hosting || tasks === undefined || isConstrained(service)) {
      missing.push(`how many tasks ${service.at.path} has on which instances`);
      continue;
    }
    demands.push({ service, tasks, capacity: hosting.capacity });
  }
  const room = ({ capacity }: Demand): number => capacity.length;
  const daemon = ({ service }: Demand): number => (service.scheduling === 'DAEMON' ? 0 : 1);
  return demands.sort((a, b) => daemon(a) - daemon(b) || room(a) - room(b));
}

function claimsOf(service: Service): readonly string[] {
  const task = taskOf(service);
  return task ? hostPortClaims(task).map(({ hostPort, protocol }) => `${hostPort}/${protocol}`) : [];
}

/** Puts tasks on instances that have their ports free; returns how many are left. */
function place(
  service: Service,
  tasks: number,
  claims: readonly string[],
  instances: readonly Instance[],
  capacity: readonly Capacity[],
): number {
  let left = tasks;
  for (const instance of instances) {
    if (left === 0) break;
    if (!capacity.includes(instance.capacity) || claims.some((port) => instance.taken.has(port))) continue;
    for (const port of claims) instance.taken.add(port);
    instance.services.push(service);
    left--;
  }
  return left;
}
