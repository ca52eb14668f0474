import { type Capacity } from '../capacity';
import { type Cluster } from '../cluster';
import { hostingOf } from '../hosting';
import { type NetworkMode } from '../network-mode';
import { type TrafficFilter } from '../security-group';
import { type Service } from '../service';
import { isDynamic } from '../service-reading';
import { type PortMappingDefinition } from '../task';
import { type Listed } from '../../values/listed';
import { isKnown, type Knowable } from '../../values/unknown';

/** A network interface that the traffic of a service passes, by its security groups. */
export interface GroupedInterface {
  readonly groups: readonly TrafficFilter[];
  /** The instances whose groups these are; undefined: they are the tasks' own. */
  readonly capacity: Capacity | undefined;
}

/** Security groups that traffic to a port has to pass, any of them, and the ports it comes in on. */
export interface Gate extends GroupedInterface {
  readonly ports: readonly [number, number];
}

/** The interfaces that the traffic of a service passes: its tasks' own, or those of each kind of instance; undefined when not known. */
export function interfacesOf(
  cluster: Cluster,
  service: Service,
  mode: NetworkMode,
): readonly GroupedInterface[] | undefined {
  if (mode.securityGroup === 'task') {
    const network = service.networkConfiguration;
    const groups = network && isKnown(network) ? filtersOf(cluster, network.securityGroups) : undefined;
    return groups && [{ groups, capacity: undefined }];
  }
  const hosting = hostingOf(cluster, service);
  if (!hosting?.complete) return undefined;
  const interfaces: GroupedInterface[] = [];
  for (const capacity of hosting.capacity) {
    const groups = filtersOf(cluster, capacity.securityGroups);
    if (!groups) return undefined;
    interfaces.push({ groups, capacity });
  }
  return interfaces;
}

/** Through which groups the traffic comes in, and on which ports; undefined when that is not known. */
export function gatesOf(
  cluster: Cluster,
  service: Service,
  mapping: PortMappingDefinition,
  mode: NetworkMode,
): readonly Gate[] | undefined {
  const { containerPort } = mapping;
  if (typeof containerPort !== 'number') return undefined;
  const interfaces = interfacesOf(cluster, service, mode);
  if (!interfaces) return undefined;
  const gates: Gate[] = [];
  for (const { groups, capacity } of interfaces) {
    if (capacity === undefined) {
      gates.push({ groups, capacity, ports: [containerPort, containerPort] });
      continue;
    }
    const { dynamicPorts } = capacity;
    const dynamic = isDynamic(mapping, mode);
    if (dynamic === undefined || (dynamic && !isKnown(dynamicPorts))) return undefined;
    const fixed = typeof mapping.hostPort === 'number' ? mapping.hostPort : containerPort;
    gates.push({
      groups,
      capacity,
      ports: dynamic && isKnown(dynamicPorts) ? [dynamicPorts.first, dynamicPorts.last] : [fixed, fixed],
    });
  }
  return gates;
}

/** The groups of a list, when all of them are in sight and there is one. */
export function filtersOf(
  cluster: Cluster,
  { items, complete }: Listed<Knowable<string>>,
): readonly TrafficFilter[] | undefined {
  if (!complete || items.length === 0) return undefined;
  const index = indexOf(cluster);
  const filters: TrafficFilter[] = [];
  for (const key of items) {
    const filter = isKnown(key) ? index.get(key) : undefined;
    if (!filter) return undefined;
    filters.push(filter);
  }
  return filters;
}

const INDEXES = new WeakMap<Cluster, ReadonlyMap<string, TrafficFilter>>();

/** The security groups of a cluster by key, made once. */
function indexOf(cluster: Cluster): ReadonlyMap<string, TrafficFilter> {
  let index = INDEXES.get(cluster);
  if (!index) {
    index = new Map((cluster.securityGroups?.items ?? []).map((filter) => [filter.key, filter]));
    INDEXES.set(cluster, index);
  }
  return index;
}
