import { type Cluster } from './cluster';
import { carriersOf, gatesOf, type Gate } from './gate';
import { ModelError, quoted } from './model-error';
import { type NetworkMode } from './network-mode';
import { type Port } from './port';
import { covers, type TrafficFilter } from './security-group';
import { textOf } from './port-use';
import { type Service, type ServiceConnectEntry } from './service';
import { connectOf, serviceModeOf, taskOf } from './service-reading';
import { type PortMappingDefinition } from './task';
import { nameOf } from './task-reading';
import { isKnown } from './unknown';

/** A port that tasks of a service listen on. */
export interface ServicePort {
  readonly service: Service;
  readonly container: string;
  readonly mapping: PortMappingDefinition;
  /** As its mapping has it. */
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}

/** Whether tasks of one service get through to a port of another one, and by what. */
export type ServiceVerdict =
  | {
      readonly kind: 'open';
      /** Ports that the packets come in on: one, or what dynamic ports are taken from. */
      readonly ports: readonly [number, number];
      /** Names to dial, with the port: what Service Connect offers to the caller. */
      readonly names: readonly string[];
      /** Security groups that let it through. */
      readonly groups: readonly string[];
    }
  | { readonly kind: 'blocked'; readonly because: string; readonly fix: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** The ports that services of a cluster listen on, as far as they are known. */
export function servicePorts(cluster: Cluster): ServicePort[] {
  return cluster.services.items.flatMap((service) =>
    (taskOf(service)?.containers.items ?? []).flatMap((container) =>
      container.portMappings.items.flatMap((mapping): ServicePort[] => {
        const { containerPort: port, protocol } = mapping;
        if (typeof port !== 'number' || (protocol !== 'tcp' && protocol !== 'udp')) return [];
        return [{ service, container: nameOf(container), mapping, port, protocol }];
      }),
    ),
  );
}

/** Whether tasks of one service get through to a port of another one. */
export interface ServiceFlow {
  readonly from: Service;
  readonly to: ServicePort;
  readonly verdict: ServiceVerdict;
}

/** Every service of a cluster to every port of the others. */
export function serviceFlows(cluster: Cluster): ServiceFlow[] {
  return flows(cluster, cluster.services.items, servicePorts(cluster));
}

/**
 * From one service to another one, as a person calls them: to one port, or to each.
 * @throws ModelError service-unknown
 */
export function flowsBetween(clusters: readonly Cluster[], from: string, to: string, port?: Port): ServiceFlow[] {
  const services = clusters.flatMap((cluster) => cluster.services.items);
  for (const name of [from, to]) {
    if (services.some((service) => isCalled(service, name))) continue;
    throw new ModelError(
      'service-unknown',
      `there is no service ${quoted(name)}; there is ${services.map(({ at }) => at.path).join(', ') || 'none'}`,
      'use the construct path of a service, the end of it, or its name',
    );
  }
  return clusters.flatMap((cluster) => {
    const callers = cluster.services.items.filter((service) => isCalled(service, from));
    const ports = servicePorts(cluster)
      .filter(({ service }) => isCalled(service, to))
      .filter((one) => !port || (one.port === port.number && one.protocol === port.protocol));
    return flows(cluster, callers, ports);
  });
}

function flows(cluster: Cluster, callers: readonly Service[], ports: readonly ServicePort[]): ServiceFlow[] {
  return callers.flatMap((from) =>
    ports
      .filter(({ service }) => service !== from)
      .map((to) => ({ from, to, verdict: serviceReach(cluster, from, to) })),
  );
}

/** What a person calls a service: its path or the end of it, its name, or its logical id without what CDK appends. */
export function isCalled({ at: { path }, name }: Service, text: string): boolean {
  const id = path.slice(path.lastIndexOf('/') + 1);
  return [path, id, id.replace(/[0-9A-F]{8}$/, ''), name].includes(text) || path.endsWith(`/${text}`);
}

/** A flow with its verdict, for people. */
export function serviceFlowText({ from, to, verdict }: ServiceFlow): string {
  const text = `${from.at.path} -> ${to.service.at.path} ${to.container} ${to.port}/${to.protocol}: ${verdict.kind}`;
  const fix = verdict.kind === 'blocked' ? `\n  fix: ${verdict.fix}` : '';
  return `${text}: ${explainServiceVerdict(verdict)}${fix}`;
}

/** What a verdict rests on, in one sentence. */
export function explainServiceVerdict(verdict: ServiceVerdict): string {
  if (verdict.kind === 'blocked') return verdict.because;
  if (verdict.kind === 'unknown') return verdict.why;
  const [first, last] = verdict.ports;
  const dialled = verdict.names.length > 0 ? `dial ${verdict.names.join(' or ')}, ` : '';
  return `${dialled}comes in on ${first === last ? first : `${first}-${last}`}, admitted by ${verdict.groups.join(' and ')}`;
}

/**
 * Whether tasks of a service get through to a port of another one: through the security groups of both.
 *
 * Routes, network ACLs and what other stacks add to the groups are not looked at.
 */
export function serviceReach(cluster: Cluster, from: Service, to: ServicePort): ServiceVerdict {
  const [here, there] = [serviceModeOf(from), serviceModeOf(to.service)];
  if (!here || !there) return { kind: 'unknown', why: 'a network mode is not known' };
  if (!here.reachesNetwork) {
    return {
      kind: 'blocked',
      because: `tasks in mode ${here.name} have no network`,
      fix: 'take a mode that has one for the caller',
    };
  }
  const sources = carriersOf(cluster, from, here);
  if (!sources || sources.length === 0)
    return { kind: 'unknown', why: `the security groups of ${from.at.path} are not in sight` };
  const entry = offerTo(from, to);
  const gates = entry ? proxyGates(cluster, to, entry, there) : gatesOf(cluster, to.service, to.mapping, there);
  if (!gates || gates.length === 0) {
    return { kind: 'unknown', why: `the security groups of ${to.service.at.path} are not in sight` };
  }
  // what stays on an instance passes no security group
  const shareInstances = here.securityGroup === 'instance' && there.securityGroup === 'instance';
  const ways = sources.flatMap((source) =>
    gates.map((gate) =>
      through(source.groups, gate, to.protocol, shareInstances && isSame(source.groups, gate.groups)),
    ),
  );
  const [first] = ways;
  const differing = ways.find(({ kind }) => kind !== first?.kind);
  if (!first || differing) return { kind: 'unknown', why: 'it depends on the instances that the tasks are placed on' };
  return first.kind === 'open' ? { ...first, names: namesOf(from, to, entry) } : first;
}

/** From one set of groups into another one. A set lets through what any of its groups lets through. */
function through(
  source: readonly TrafficFilter[],
  { groups, ports }: Gate,
  protocol: 'tcp' | 'udp',
  isShared: boolean,
): ServiceVerdict {
  const keys = (filters: readonly TrafficFilter[]): string[] => filters.map(({ key }) => key);
  const paths = (filters: readonly TrafficFilter[]): string => filters.map(({ at }) => at.path).join(' and ');
  const text = textOf({ first: ports[0], last: ports[1], protocol });
  const out = source.map(({ egress }) => (egress ? covers(egress, keys(groups), ports, protocol) : true));
  const into = groups.map(({ ingress }) => covers(ingress, keys(source), ports, protocol));
  const admitting = groups.filter((_, index) => into[index]);
  if (out.every((one) => one === false)) {
    return {
      kind: 'blocked',
      because: `${paths(source)} lets nothing out to ${text} of ${paths(groups)}`,
      fix: 'add an outgoing rule for that port, or use allowTo() of the calling service',
    };
  }
  if (into.every((one) => one === false)) {
    return {
      kind: 'blocked',
      because:
        `${paths(groups)} does not admit ${paths(source)} on ${text}` +
        (isShared ? '; tasks that share an instance get through all the same' : ''),
      fix: 'use allowFrom() of the service that is called, or allow the group of the caller on that port',
    };
  }
  if (admitting.length === 0 || !out.some(Boolean)) {
    return {
      kind: 'unknown',
      why: `the rules of ${paths(groups)} and ${paths(source)} for ${text} are not all decided`,
    };
  }
  return { kind: 'open', ports, names: [], groups: admitting.map(({ at }) => at.path) };
}

function isSame(some: readonly TrafficFilter[], others: readonly TrafficFilter[]): boolean {
  return some.length === others.length && some.every((filter) => others.includes(filter));
}

/** The entry of Service Connect by which the caller gets there; undefined when one of the two does not take part. */
function offerTo(from: Service, { service, mapping }: ServicePort): ServiceConnectEntry | undefined {
  const [mine, theirs] = [connectOf(from), connectOf(service)];
  if (!mine || !theirs || mapping.name === undefined) return undefined;
  if (!isKnown(mine.namespace) || mine.namespace !== theirs.namespace) return undefined;
  return theirs.entries.items.find(({ portName }) => portName === mapping.name);
}

/** Where the proxy of Service Connect takes packets in. */
function proxyGates(
  cluster: Cluster,
  { service, mapping }: ServicePort,
  { ingressPortOverride: override }: ServiceConnectEntry,
  mode: NetworkMode,
): readonly Gate[] | undefined {
  if (override !== undefined && !isKnown(override)) return undefined;
  // behind a bridge the proxy has a host port of its own, whatever that of the application is
  const gates = gatesOf(cluster, service, mode.namespace === 'task' ? mapping : { ...mapping, hostPort: 0 }, mode);
  return override === undefined || override === 0
    ? gates
    : gates?.map(({ groups }) => ({ groups, ports: [override, override] }));
}

/** What Service Connect lets the caller dial. */
function namesOf(from: Service, { port }: ServicePort, entry: ServiceConnectEntry | undefined): string[] {
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
