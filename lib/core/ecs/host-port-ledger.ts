import { type Capacity } from './capacity';
import { type Cluster } from './cluster';
import { hostingOf, isConstrained, type Hosting } from './hosting';
import { type Service } from './service';
import { connectOf, desiredTasks, serviceModeOf, taskOf } from './service-reading';
import { hostPortClaims } from './task-reading';

/** A service that takes a host port of every instance it runs on. */
export interface HostPortHolder {
  /** The service that takes the port. */
  readonly service: Service;
  /** Where its tasks can be placed. */
  readonly hosting: Hosting;
  /** `ingress override`: taken by the Service Connect proxy, which the scheduler does not see. */
  readonly by: 'port mapping' | 'ingress override';
}

/** A host port of a cluster and the services that take it. */
export interface HostPortEntry {
  /** The port of the instance. */
  readonly hostPort: number;
  /** Its protocol; tcp and udp of one number are two ports. */
  readonly protocol: 'tcp' | 'udp';
  /** Who takes it. */
  readonly holders: readonly HostPortHolder[];
}

/**
 * Which services of a cluster take which host ports on which capacity, from the lowest port.
 *
 * Dynamic host ports are not in it: the instance picks them, and they do not keep tasks apart.
 */
export function hostPortLedger(cluster: Cluster): readonly HostPortEntry[] {
  const entries = new Map<string, { hostPort: number; protocol: 'tcp' | 'udp'; holders: HostPortHolder[] }>();
  const enter = (hostPort: number, protocol: 'tcp' | 'udp', holder: HostPortHolder): void => {
    const key = `${hostPort}/${protocol}`;
    let entry = entries.get(key);
    if (!entry) entries.set(key, (entry = { hostPort, protocol, holders: [] }));
    if (!entry.holders.some(({ service }) => service === holder.service)) entry.holders.push(holder);
  };
  for (const service of cluster.services.items) {
    const task = taskOf(service);
    if (!task) continue;
    const claims = hostPortClaims(task);
    const overrides = ingressOverridesOf(service);
    if (claims.length === 0 && overrides.length === 0) continue;
    const hosting = hostingOf(cluster, service);
    if (!hosting) continue;
    for (const { hostPort, protocol } of claims) enter(hostPort, protocol, { service, hosting, by: 'port mapping' });
    for (const port of overrides) enter(port, 'tcp', { service, hosting, by: 'ingress override' });
  }
  return [...entries.values()].sort((a, b) => a.hostPort - b.hostPort || (a.protocol < b.protocol ? -1 : 1));
}

/** Host ports on which the Service Connect proxies of a service are told to listen. */
export function ingressOverridesOf(service: Service): readonly number[] {
  const entries = connectOf(service)?.entries.items;
  if (!entries || serviceModeOf(service)?.addressOwner !== 'instance') return NO_PORTS;
  return entries.flatMap(({ ingressPortOverride: port }) => (typeof port === 'number' ? [port] : []));
}

const NO_PORTS: readonly number[] = [];

/** More tasks that take one host port than there are instances to take them. */
export interface Contention {
  readonly entry: HostPortEntry;
  /** The services that cannot all have what they ask for. */
  readonly holders: readonly HostPortHolder[];
  readonly tasks: number;
  readonly instances: number;
}

/**
 * A group of services that cannot all have a host port; undefined when there is none, or when it is not known.
 *
 * For each capacity that one of them runs on: those that run nowhere else need no more instances than it has.
 */
export function contentionOf(entry: HostPortEntry): Contention | undefined {
  const holders = entry.holders.filter(({ by, hosting }) => by === 'port mapping' && hosting.instances !== undefined);
  if (holders.length < 2) return undefined;
  for (const { hosting } of holders) {
    const confined = holders.filter((other) => isWithin(other.hosting.capacity, hosting.capacity));
    if (confined.length < 2) continue;
    const instances = hosting.instances ?? 0;
    let tasks = 0;
    for (const holder of confined) tasks += leastTasks(holder);
    if (tasks > instances) return { entry, holders: confined, tasks, instances };
  }
  return undefined;
}

/** Tasks that the holder runs at least. */
function leastTasks({ service, hosting }: HostPortHolder): number {
  if (service.scheduling === 'DAEMON') return isConstrained(service) ? 0 : (hosting.instances ?? 0);
  return desiredTasks(service) ?? 0;
}

function isWithin(some: readonly Capacity[], all: readonly Capacity[]): boolean {
  return some.every((one) => all.includes(one));
}
