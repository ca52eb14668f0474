import { type LaunchType, launchTypeNamed, type LaunchTypeFacts, launchTypeOfProvider } from './launch-type';
import { type NetworkMode } from './network-mode';
import { type Service, type ServiceConnect, type ServiceConnectEntry, type ServiceKind } from './service';
import { type ContainerDefinition, type PortMappingDefinition, type TaskDefinition } from './task';
import { portUses, textOf } from './port-use';
import { containerOf, containerPortsOf, knowsContainers, modeOf, nameOf } from './task-reading';
import { joined } from '../values/phrase';
import { isKnown, type Knowable, Unknown } from '../values/unknown';

/** The task definition of a service; undefined while it is not known. */
export function taskOf(service: Service): TaskDefinition | undefined {
  const { task } = service;
  return task instanceof Unknown ? undefined : task;
}

/** The network mode of a service's tasks; undefined while it is not known. */
export function serviceModeOf(service: Service): NetworkMode | undefined {
  const { task } = service;
  return task instanceof Unknown ? undefined : modeOf(task);
}

/** Whether a name is one, and not what stands for a name that is decided at deployment, such as `${Provider}`. */
export function isDefinite(name: Knowable<string>): name is string {
  return isKnown(name) && !name.includes('${');
}

/** What a service is called in a sentence. */
export function nounOf({ kind = 'service' }: Service): ServiceKind {
  return kind;
}

/** What hosts a service; `instances` are those of EC2 or Managed Instances, whichever the capacity provider has. */
export type Launch = LaunchType | 'instances';

/** What hosts a service; undefined where only the default of its cluster decides. */
export function launchOf(service: Service): Launch | undefined {
  const { launchType, capacityProviders } = service;
  if (!isKnown(launchType)) return undefined;
  if (launchType !== undefined) return launchTypeNamed(launchType)?.name;
  const { items, complete } = capacityProviders;
  if (!complete) return undefined;
  if (items.length > 0) {
    if (!items.every(isKnown)) return undefined;
    const [first, ...others] = new Set(items.map((provider) => launchTypeOfProvider(provider)?.name ?? 'instances'));
    return others.length === 0 ? first : undefined;
  }
  const compatibilities = taskOf(service)?.compatibilities;
  if (!compatibilities || !isKnown(compatibilities) || compatibilities.length !== 1) return undefined;
  return launchTypeNamed(compatibilities[0])?.name;
}

/** The facts about what hosts a service; undefined while that is not known, or are instances of one type or another. */
export function launchFactsOf(service: Service): LaunchTypeFacts | undefined {
  return launchTypeNamed(launchOf(service));
}

/** The Service Connect configuration of a service, when it is known and switched on. */
export function connectOf(service: Service): ServiceConnect | undefined {
  const { serviceConnect } = service;
  if (serviceConnect === undefined || serviceConnect instanceof Unknown) return undefined;
  return serviceConnect.enabled === true ? serviceConnect : undefined;
}

/** What an entry takes for itself in its namespace: its discovery name, and its alias with the port. */
export function namesOffered({ portName, discoveryName = portName, aliases }: ServiceConnectEntry): readonly string[] {
  const names: string[] = [];
  if (typeof discoveryName === 'string') names.push(discoveryName);
  for (const { dnsName, port } of aliases.items) {
    if (typeof dnsName === 'string' && typeof port === 'number') names.push(`${dnsName}:${port}`);
  }
  return names;
}

/**
 * Tasks that a replica service is to run; undefined while that is not known, and for a daemon service.
 *
 * Left out it is one when the service is made, unless its scaling decides.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
 */
export function desiredTasks({ scheduling, desiredCount, isScaled = false }: Service): number | undefined {
  if (scheduling !== 'REPLICA' || desiredCount instanceof Unknown) return undefined;
  return desiredCount ?? (isScaled === false ? 1 : undefined);
}

/** What a load balancer or a registry names in a task definition. */
export interface NamedPort {
  readonly container: ContainerDefinition | undefined;
  /** Mappings of exactly that port, one for each protocol at most. */
  readonly mappings: readonly PortMappingDefinition[];
  /** Whether a range of the container covers the port. */
  readonly inRange: boolean;
  /** Whether what was not found is known not to exist. */
  readonly decided: boolean;
}

/** Looks a container and one of its ports up. */
export function namedPort(task: TaskDefinition, name: string, port: number): NamedPort {
  const container = containerOf(task, name);
  if (!container) return { container, mappings: [], inRange: false, decided: knowsContainers(task) };
  const mappings: PortMappingDefinition[] = [];
  let inRange = false;
  let decided = container.portMappings.complete;
  for (const mapping of container.portMappings.items) {
    const ports = containerPortsOf(mapping);
    if (!ports) decided = false;
    else if (ports[0] === port && ports[1] === port) mappings.push(mapping);
    else if (ports[0] <= port && port <= ports[1]) inRange = true;
  }
  return { container, mappings, inRange, decided };
}

/** The ports that a container maps, such as `3000/tcp`, as far as they are known. */
export function mappedPorts(task: TaskDefinition, name: string): readonly string[] {
  const container = containerOf(task, name);
  return container ? portUses(task, container).map(textOf) : [];
}

/** The containers of a task that map a port. */
export function containersMapping(task: TaskDefinition, port: number): readonly string[] {
  return task.containers.items
    .filter((container) => portUses(task, container).some(({ first, last }) => first <= port && port <= last))
    .map(nameOf);
}

/** What a task has in place of a container and port that something names, for messages. */
export function whatIsThere(task: TaskDefinition, name: string, port: number): string {
  const others = containersMapping(task, port).filter((other) => other !== name);
  const elsewhere =
    others.length > 0 ? `; ${joined(others, 'and')} ${others.length === 1 ? 'maps' : 'map'} ${port}` : '';
  if (!containerOf(task, name)) {
    const names = task.containers.items.map((one) => {
      const mapped = others.includes(nameOf(one)) ? [port] : mappedPorts(task, nameOf(one));
      return `${nameOf(one)}${mapped.length === 0 ? '' : ` (port ${mapped.join(', ')})`}`;
    });
    return names.length === 0 ? 'the task has no containers' : `the task has no ${name}, only ${joined(names, 'and')}`;
  }
  const ports = mappedPorts(task, name);
  return `it maps ${ports.length === 0 ? 'no port' : ports.join(', ')}${elsewhere}`;
}

/** The one container and port of a task that can be meant where something names another; undefined where none is, or several are. */
export function meantPort(
  task: TaskDefinition,
  name: string,
  port: number,
): { readonly container: string; readonly port: number } | undefined {
  const [only, ...more] = containersMapping(task, port).filter((other) => other !== name);
  if (only !== undefined) return more.length === 0 ? { container: only, port } : undefined;
  const named = containerOf(task, name) ? [name] : task.containers.items.map(nameOf);
  const [container, ...others] = named;
  const [mapped, ...further] = container === undefined ? [] : mappedPorts(task, container);
  const isOne = others.length + further.length === 0 && mapped !== undefined && /^\d+$/.test(mapped);
  return isOne && container !== undefined ? { container, port: Number(mapped) } : undefined;
}

/** The mapping of a port name. */
export function mappingNamed(task: TaskDefinition, name: string): PortMappingDefinition | undefined {
  for (const container of task.containers.items) {
    for (const mapping of container.portMappings.items) if (mapping.name === name) return mapping;
  }
  return undefined;
}

/** The names of the port mappings of a task, as far as they are known. */
export function portNames(task: TaskDefinition): string[] {
  const mappings = task.containers.items.flatMap(({ portMappings }) => portMappings.items);
  return mappings.map(({ name }) => name).filter((name) => typeof name === 'string');
}

/** Whether all port names of a task are known: then one that is not there does not exist. */
export function knowsPortNames(task: TaskDefinition): boolean {
  return (
    task.containers.complete &&
    task.containers.items.every(
      ({ portMappings: { items, complete } }) =>
        complete && items.every(({ name }) => name === undefined || isKnown(name)),
    )
  );
}

/** Whether the instance picks the host port of a mapping; undefined while that is not known. */
export function isDynamic(mapping: PortMappingDefinition, mode: NetworkMode): boolean | undefined {
  if (mode.hostPort !== 'chosen') return false;
  const { hostPort } = mapping;
  if (hostPort !== undefined && !isKnown(hostPort)) return undefined;
  return hostPort === undefined || hostPort === 0;
}
