import { type Cluster, type ClusterService } from '../cluster';
import { interfacesOf, gatesOf, type Gate } from './gate';
import { isPathCalled } from '../../values/element';
import { ModelError, quoted } from '../../values/model-error';
import { type NetworkMode } from '../network-mode';
import { type Port } from '../../values/port';
import { inEveryWay, isFilled, modesOf, outOfSight, through } from './passage';
import { type Service, type ServiceConnectEntry } from '../service';
import { connectOf, serviceModeOf, taskOf } from '../service-reading';
import { explainServiceVerdict, type ServiceVerdict } from './service-verdict';
import { type PortMappingDefinition } from '../task';
import { nameOf } from '../task-reading';
import { isKnown } from '../../values/unknown';

/** A port that tasks of a service listen on. */
export interface ServicePort extends ClusterService {
  /** Name of the container. */
  readonly container: string;
  /** The mapping of the port. */
  readonly mapping: PortMappingDefinition;
  /** As its mapping has it. */
  readonly port: number;
  /** Protocol of the port. */
  readonly protocol: 'tcp' | 'udp';
}

/** The ports that services of a cluster listen on, as far as they are known. */
export function servicePorts(cluster: Cluster): ServicePort[] {
  return servicesIn(cluster).flatMap(portsOf);
}

function servicesIn(cluster: Cluster): ClusterService[] {
  return cluster.services.items.map((service) => ({ cluster, service }));
}

function portsOf({ cluster, service }: ClusterService): ServicePort[] {
  return (taskOf(service)?.containers.items ?? []).flatMap((container) =>
    container.portMappings.items.flatMap((mapping): ServicePort[] => {
      const { containerPort: port, protocol } = mapping;
      if (typeof port !== 'number' || (protocol !== 'tcp' && protocol !== 'udp')) return [];
      return [{ cluster, service, container: nameOf(container), mapping, port, protocol }];
    }),
  );
}

/** Whether tasks of one service get through to a port of another one. */
export interface ServiceFlow {
  /** The service that calls. */
  readonly from: Service;
  /** The port that is called. */
  readonly to: ServicePort;
  /** Whether it gets through. */
  readonly verdict: ServiceVerdict;
}

/** Every service of a cluster to every port of the others. */
export function serviceFlows(cluster: Cluster): ServiceFlow[] {
  return flows(servicesIn(cluster), servicePorts(cluster));
}

/**
 * From one service to another one, as a person calls them: to one port, or to each.
 * @throws ModelError service-unknown
 */
export function flowsBetween(clusters: readonly Cluster[], from: string, to: string, port?: Port): ServiceFlow[] {
  const callers = servicesCalled(clusters, from);
  const ports = servicesCalled(clusters, to).flatMap(portsOf);
  if (!port) return flows(callers, ports);
  return callers.flatMap((caller) =>
    flows(
      [caller],
      ports.filter((one) => isDialled(caller.service, one, port)),
    ),
  );
}

/** Whether a port is meant by the one that a person dials: by its own number, or by that of an alias of Service Connect. */
function isDialled(from: Service, to: ServicePort, { number, protocol }: Port): boolean {
  if (to.protocol !== protocol) return false;
  return to.port === number || (offerTo(from, to)?.aliases.items.some((alias) => alias.port === number) ?? false);
}

/** Services by what a person calls them. */
export function servicesCalled(clusters: readonly Cluster[], name: string): ClusterService[] {
  const all = clusters.flatMap(servicesIn);
  const exactly = all.filter(({ service }) => isCalled(service, name));
  const called = exactly.length > 0 ? exactly : all.filter(({ service }) => isCalled(service, name, true));
  if (called.length > 0) return called;
  throw new ModelError(
    'service-unknown',
    `there is no service ${quoted(name)}; there is ${all.map(({ service }) => service.at.path).join(', ') || 'none'}`,
    'use the construct path of a service, the end of it, or its name',
  );
}

function flows(callers: readonly ClusterService[], ports: readonly ServicePort[]): ServiceFlow[] {
  return callers.flatMap((from) =>
    ports
      .filter(({ service }) => service !== from.service)
      .map((to) => ({ from: from.service, to, verdict: serviceReach(from, to) })),
  );
}

/** What a person calls a service: its path or the end of it, or its name. */
export function isCalled({ at: { path }, name }: Service, text: string, anyCase = false): boolean {
  const isName = anyCase && typeof name === 'string' ? name.toLowerCase() === text.toLowerCase() : name === text;
  return isName || isPathCalled(path, text, anyCase);
}

/** A flow with its verdict, for people. */
export function serviceFlowText(flow: ServiceFlow): string {
  return serviceFlowLines(flow).join('\n');
}

/** The same, line by line. */
export function serviceFlowLines({ from, to, verdict }: ServiceFlow): string[] {
  const text = `${from.at.path} -> ${to.service.at.path} ${to.container} ${to.port}/${to.protocol}: ${verdict.kind}`;
  const fix = verdict.kind === 'open' || verdict.fix === undefined ? [] : [`  fix: ${verdict.fix}`];
  return [`${text}: ${explainServiceVerdict(verdict)}`, ...fix];
}

/**
 * Whether tasks of a service get through to a port of another one: through the security groups of both.
 *
 * Routes, network ACLs and what other stacks add to the groups are not looked at.
 */
export function serviceReach(from: ClusterService, to: ServicePort): ServiceVerdict {
  const modes = modesOf(from.service, to.service);
  if (!('here' in modes)) return modes;
  const { here, there } = modes;
  const sources = interfacesOf(from.cluster, from.service, here);
  const entry = offerTo(from.service, to);
  const gates = entry ? proxyGates(to, entry, there) : gatesOf(to.cluster, to.service, to.mapping, there);
  if (!isFilled(sources)) return outOfSight(from);
  if (!isFilled(gates)) return outOfSight(to);
  const verdict = inEveryWay(sources, gates, (source, gate) => through(source, gate, to.protocol));
  if (verdict.kind !== 'open') return verdict;
  return { ...verdict, names: [...connectNames(from.service, to, entry), ...recordNames(to, entry, there)] };
}

/** The entry of Service Connect by which the caller gets there; undefined when one of the two does not take part. */
function offerTo(from: Service, { service, mapping }: ServicePort): ServiceConnectEntry | undefined {
  const [mine, theirs] = [from, service].map((one) =>
    serviceModeOf(one)?.serviceConnect === 'none' ? undefined : connectOf(one),
  );
  if (!mine || !theirs || mapping.name === undefined) return undefined;
  if (!isKnown(mine.namespace) || mine.namespace !== theirs.namespace) return undefined;
  return theirs.entries.items.find(({ portName }) => portName === mapping.name);
}

/** Where the proxy of Service Connect takes packets in. */
function proxyGates(
  { cluster, service, mapping }: ServicePort,
  { ingressPortOverride: override }: ServiceConnectEntry,
  mode: NetworkMode,
): readonly Gate[] | undefined {
  if (override !== undefined && !isKnown(override)) return undefined;
  // behind a bridge the proxy has a host port of its own, whatever that of the application is
  const gates = gatesOf(cluster, service, mode.namespace === 'task' ? mapping : { ...mapping, hostPort: 0 }, mode);
  return override === undefined || override === 0
    ? gates
    : gates?.map((gate) => ({ ...gate, ports: [override, override] }));
}

/** What the records of Cloud Map let everyone dial: they lead to the task itself, past a proxy that listens elsewhere. */
function recordNames(
  { service, port }: ServicePort,
  entry: ServiceConnectEntry | undefined,
  mode: NetworkMode,
): string[] {
  if (mode.namespace !== 'task' || (entry?.ingressPortOverride ?? 0) !== 0) return [];
  return service.registries.items.flatMap(({ dnsName, recordTypes, namesResolve }) => {
    const hasAddress = isKnown(recordTypes) && recordTypes.some((type) => type === 'A' || type === 'AAAA');
    return typeof dnsName === 'string' && hasAddress && namesResolve !== false ? [`${dnsName}:${port}`] : [];
  });
}

/** What Service Connect lets the caller dial. */
function connectNames(from: Service, { port }: ServicePort, entry: ServiceConnectEntry | undefined): string[] {
  if (!entry) return [];
  const { aliases, discoveryName, portName } = entry;
  if (aliases.items.length > 0) {
    return aliases.items.flatMap(({ dnsName, port: dialled }) =>
      typeof dnsName === 'string' && isKnown(dialled) ? [`${dnsName}:${dialled}`] : [],
    );
  }
  const namespace = connectOf(from)?.namespace;
  const name = discoveryName ?? portName;
  const isName = typeof namespace === 'string' && /^[\w.-]+$/.test(namespace);
  return isName && isKnown(name) ? [`${name}.${namespace}:${port}`] : [];
}

/** Whether a person's name is that of a service. */
export function isServiceCalled(clusters: readonly Cluster[], name: string): boolean {
  try {
    return servicesCalled(clusters, name).length > 0;
  } catch {
    return false;
  }
}
