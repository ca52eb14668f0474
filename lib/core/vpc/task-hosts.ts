import { type Cluster } from '../ecs/cluster';
import { type Capacity } from '../ecs/capacity';
import { hostingOf } from '../ecs/hosting';
import { type OperatingSystem } from '../ecs/launch-type';
import { type Service } from '../ecs/service';
import { launchFactsOf, launchOf, serviceModeOf, taskOf } from '../ecs/service-reading';
import { type Listed } from '../values/listed';
import { type Place } from '../values/place';
import { isKnown, type Knowable, Unknown } from '../values/unknown';
import { EPHEMERAL, type NetworkHost, type InterfacePlacement, type Ports } from './host';
import { agentNeeds, carrierOf, needsOf } from './needs';
import { type TaskStart } from './task-start';

/** A service with the key by which others name it, and the cluster that it runs in. */
export interface NamedService {
  /** By which others name it. */
  readonly key: string;
  /** The service. */
  readonly service: Service;
  /** Undefined: not in sight. */
  readonly cluster: Cluster | undefined;
}

/** The tasks of services as hosts of a network, and what they and the instances of the clusters need in order to start. */
export function taskHosts(
  services: readonly NamedService[],
  clusters: readonly Cluster[],
  region: string,
): { readonly hosts: readonly NetworkHost[]; readonly starts: readonly TaskStart[] } {
  const hosts: NetworkHost[] = [];
  const starts: TaskStart[] = [];
  for (const named of services) {
    const instances = instancesOf(named);
    hosts.push(tasksOf(named, instances));
    const start = startOf(named, instances, region);
    if (start.instances) hosts.push(start.instances);
    starts.push(start.start);
  }
  for (const { host, start } of idleInstances(services, clusters, region)) {
    hosts.push(host);
    starts.push(start);
  }
  return { hosts, starts };
}

/** The instances of clusters on which no service in sight runs: their agents register all the same. */
function idleInstances(
  services: readonly NamedService[],
  clusters: readonly Cluster[],
  region: string,
): readonly { readonly host: NetworkHost; readonly start: TaskStart }[] {
  const used = new Set(
    services.flatMap(({ service, cluster }) => (cluster && hostingOf(cluster, service)?.capacity) ?? []),
  );
  return clusters
    .flatMap(({ capacity }) => capacity.items)
    .flatMap((one) => {
      const placement = placementOf(one);
      if (!placement || used.has(one) || asksProxy(one)) return [];
      const { at, operatingSystem } = one;
      const host = instancesHost(at.path, at, { items: [placement], complete: true }, operatingSystem);
      const { key } = host;
      return [{ host, start: { key, at, carrier: key, needs: agentNeeds(at, region), usesExec: false } }];
    });
}

/** The instances that a service can run on, as interfaces; undefined where it runs on none, or that is not known. */
function instancesOf({ service, cluster }: NamedService): Listed<InterfacePlacement> | undefined {
  const hosting = cluster && hostingOf(cluster, service);
  if (!hosting) return undefined;
  const items = hosting.capacity.map(placementOf).filter((placement) => placement !== undefined);
  return { items, complete: hosting.complete && items.length === hosting.capacity.length && items.length > 0 };
}

function placementOf({ interfaces, securityGroups }: Capacity): InterfacePlacement | undefined {
  if (!interfaces) return undefined;
  const { subnets, publicIp, publicIpAt } = interfaces;
  return { subnets, groups: securityGroups, publicIp, publicIpAt };
}

const NOWHERE: Listed<InterfacePlacement> = { items: [], complete: false };

function tasksOf(named: NamedService, instances: Listed<InterfacePlacement> | undefined): NetworkHost {
  const { key, service } = named;
  const mode = serviceModeOf(service);
  return {
    key,
    at: service.at,
    noun: service.kind ?? 'service',
    placements: mode?.securityGroup === 'instance' ? (instances ?? NOWHERE) : ownPlacements(named),
    ports: undefined,
    ephemeral: ephemeralOf(service),
    count: service.desiredCount,
  };
}

/** The interface that each task has of its own. */
function ownPlacements({ key, service }: NamedService): Listed<InterfacePlacement> {
  const network = service.networkConfiguration;
  if (network === undefined || !isKnown(network)) return NOWHERE;
  const { subnets, securityGroups: groups } = network;
  const at = { key, at: service.at };
  return { items: [{ subnets, groups, publicIp: publicIpOf(service), publicIpAt: at }], complete: true };
}

/** Tasks on Fargate have a public address where they ask for one; those on instances never have. */
function publicIpOf(service: Service): Knowable<boolean> {
  const network = service.networkConfiguration;
  const given = network && isKnown(network) ? network.assignPublicIp : undefined;
  if (given === undefined || given === 'DISABLED') return false;
  if (!isKnown(given)) return given;
  return launchFactsOf(service)?.givesPublicAddresses ?? new Unknown('what the tasks run on is not known');
}

function ephemeralOf(service: Service): Ports {
  const task = taskOf(service);
  const given = task && rangeGiven(task);
  if (given) return given;
  return portsOf(task?.operatingSystem);
}

/** The ports that a system opens connections from; all that one of them does where it is not known. */
function portsOf(system: Knowable<OperatingSystem> | undefined): Ports {
  return EPHEMERAL[system !== undefined && isKnown(system) ? system : 'any'];
}

/** Instances as a host of their own, on which tasks are started. */
function instancesHost(
  of: string,
  at: Place,
  placements: Listed<InterfacePlacement>,
  system: Knowable<OperatingSystem>,
): NetworkHost {
  return { key: `${of} instances`, at, noun: 'instances', placements, ports: undefined, ephemeral: portsOf(system) };
}

/** The range that a container sets for the network stack of its task. */
function rangeGiven(task: NonNullable<ReturnType<typeof taskOf>>): Ports | undefined {
  for (const { systemControls } of task.containers.items) {
    const control = systemControls.items.find(({ namespace }) => namespace === 'net.ipv4.ip_local_port_range');
    const value = control?.value;
    const [first, last] = typeof value === 'string' ? value.trim().split(/\s+/).map(Number) : [];
    if (first !== undefined && last !== undefined && first > 0 && last >= first) return [first, last];
  }
  return undefined;
}

/**
 * Whether what boots sets a proxy, which the agent and the engine then ask instead.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/http_proxy_config.html
 */
function asksProxy({ userData }: Capacity): boolean {
  return typeof userData === 'string' && /\bhttps?_proxy\b/i.test(userData);
}

function startOf(
  { key, service, cluster }: NamedService,
  instances: Listed<InterfacePlacement> | undefined,
  region: string,
): { readonly start: TaskStart; readonly instances?: NetworkHost } {
  const common = { key, at: service.at, usesExec: service.enableExecuteCommand === true };
  const open = (why: string): { start: TaskStart } => ({ start: { ...common, carrier: new Unknown(why), needs: [] } });
  const task = taskOf(service);
  if (!task) return open('the task definition is not known');
  const carrier = carrierOf(launchOf(service)) ?? (instances ? 'instance' : undefined);
  if (carrier === undefined) return open('what the tasks run on is not known');
  const needs = needsOf(service, task, carrier, region);
  if (carrier === 'task') return { start: { ...common, carrier: key, needs } };
  if (!instances || instances.items.length === 0) return open('the instances that the tasks run on are not in sight');
  if (cluster && hostingOf(cluster, service)?.capacity.some(asksProxy) === true)
    return open('the user data of its instances names a proxy, and where that leads is not known');
  const host = instancesHost(key, service.at, instances, task.operatingSystem);
  return { start: { ...common, carrier: host.key, needs }, instances: host };
}
