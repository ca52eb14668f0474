import { type Capacity } from './capacity';
import { type Cluster } from './cluster';
import { type Service } from './service';
import { launchTypeNamed, launchTypeOfProvider } from './launch-type';
import { desiredTasks, launchOf, serviceModeOf, taskOf } from './service-reading';
import { type Listed } from '../values/listed';
import { hostPortClaims } from './task-reading';
import { isKnown, type Knowable } from '../values/unknown';

/** The instances that can host a service. */
export interface Hosting {
  /** The capacity that tasks can be placed on. */
  readonly capacity: readonly Capacity[];
  /** Whether these are all. */
  readonly complete: boolean;
  /** How many instances there can be at most; undefined while that is not known. */
  readonly instances: number | undefined;
}

/** The instances of a cluster that can host a service; undefined where it does not, or may not, run on instances. */
export function hostingOf(cluster: Cluster, service: Service): Hosting | undefined {
  const launch = launchOf(service);
  if (launchTypeNamed(launch)?.onClusterInstances === false) return undefined;
  if (!isKnown(service.launchType)) return undefined;
  if (launchTypeNamed(service.launchType)?.onClusterInstances)
    return hosting(cluster.capacity.items, cluster.capacity.complete);
  const asked = service.capacityProviders;
  if (asked.items.length > 0 || !asked.complete) return ofProviders(cluster, asked);
  const byDefault = cluster.defaultCapacityProviders;
  if (byDefault && (byDefault.items.length > 0 || !byDefault.complete)) return ofProviders(cluster, byDefault);
  // without a default strategy it is EC2, and so it is for a mode that no predefined capacity provider has
  const mode = serviceModeOf(service);
  const isOnInstances =
    mode?.launchTypes.every((name) => launchTypeNamed(name)?.capacityProviders.length === 0) === true;
  const decided = byDefault !== undefined || isOnInstances;
  return decided ? hosting(cluster.capacity.items, cluster.capacity.complete) : undefined;
}

function ofProviders(cluster: Cluster, { items, complete }: Listed<Knowable<string>>): Hosting | undefined {
  if (items.some(launchTypeOfProvider)) return undefined;
  const capacity = cluster.capacity.items.filter(({ name }) => typeof name === 'string' && items.includes(name));
  return hosting(capacity, complete && items.every(isKnown) && capacity.length === items.length);
}

function hosting(capacity: readonly Capacity[], complete: boolean): Hosting {
  let instances: number | undefined = 0;
  for (const { maxInstances } of capacity) {
    instances = instances !== undefined && isKnown(maxInstances) ? instances + maxInstances : undefined;
  }
  return { capacity, complete, instances: complete && capacity.length > 0 ? instances : undefined };
}

/** Whether an instance takes one task of the service at most, because each claims the same host ports. */
export function claimsHostPorts(service: Service): boolean {
  const task = taskOf(service);
  return task !== undefined && hostPortClaims(task).length > 0;
}

/** Whether the service itself asks for one task an instance. */
export function asksForDistinctInstances({ placementConstraints }: Service): boolean {
  return placementConstraints.items.some(({ type }) => type === 'distinctInstance');
}

/** Whether constraints, of the service or of its task definition, keep it off some instances. */
export function isConstrained(service: Service): boolean {
  const { items, complete } = service.placementConstraints;
  if (!complete || items.some(({ type }) => type !== 'distinctInstance')) return true;
  return taskOf(service)?.isConstrained === true;
}

/** Tasks that the service runs on that many instances; undefined while that is not known. */
export function tasksOf(service: Service, instances: number): number | undefined {
  return service.scheduling === 'DAEMON' ? instances : desiredTasks(service);
}
