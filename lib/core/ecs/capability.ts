import { hostPortClaims, modeOf, nameOf } from './task-reading';
import { type LaunchType, launchTypeNamed, type NetworkModeName, type OperatingSystem } from './launch-type';
import { type TaskDefinition } from './task';
import { isKnown, Unknown, type Knowable } from '../values/unknown';
import { type NetworkMode, type NetworkSetting, type SettingEffect } from './network-mode';
import { textOf } from './port-use';
import { containerPortsOf, protocolOf } from './task-reading';
import { RESERVED_TCP_PORTS, MAX_RESERVED_PORTS } from './capacity';

/** How a port of a task can be reached. */
export interface PortCapability {
  /** Name of the container. */
  readonly container: string;
  /** `80/tcp`, `8000-8010/udp`; unknown while the number is. */
  readonly port: Knowable<string>;
  /** Under which port of the instance, or `dynamic`; undefined where the instance has none. */
  readonly hostPort: Knowable<string> | undefined;
  /** Target type of a load balancer in front of it. */
  readonly targetType: 'instance' | 'ip' | undefined;
  /** Whether Service Connect can offer it: it has a name, TCP, and is not a range. */
  readonly serviceConnect: boolean;
}

/** What the network mode of a task gives it, and what it cannot do. */
export interface Capabilities {
  /** Network mode of the task definition. */
  readonly mode: NetworkModeName;
  /** The mode in one sentence. */
  readonly summary: string;
  /** Launch types that take tasks of the mode. */
  readonly launchTypes: readonly LaunchType[];
  /** Operating systems of the instances that take them. */
  readonly operatingSystems: readonly OperatingSystem[];
  /** Whose address a peer dials. */
  readonly address: 'task' | 'instance' | 'nobody';
  /** What the containers of the task share. */
  readonly namespace: 'container' | 'task' | 'instance';
  /** Whether the containers of a task reach each other on 127.0.0.1. */
  readonly sharesLocalhost: boolean;
  /** The security group that filters its traffic. */
  readonly securityGroup: 'task' | 'instance' | 'none';
  /** By which names its containers find each other. */
  readonly namesInTask: 'links' | 'localhost' | 'none';
  /** The mapped ports, each with where it is reached. */
  readonly ports: readonly PortCapability[];
  /** Copies of the task that one instance takes, as far as ports decide it; undefined: any number. */
  readonly copiesPerInstance: number | undefined;
  /** Host ports that one copy takes of those an instance has to give. */
  readonly hostPorts: { readonly taken: number; readonly available: number };
  /** Whether each copy takes a network interface of its instance. */
  readonly takesNetworkInterface: boolean;
  /** Target type that a target group for the task needs; `none`: it cannot have one. */
  readonly loadBalancer: 'instance' | 'ip' | 'none';
  /** Types of DNS records that service discovery can keep for it. */
  readonly discoveryRecords: readonly string[];
  /** What the service can be in Service Connect. */
  readonly serviceConnect: 'client and server' | 'none';
  /** ECS Exec, the task role and log routers need a way out of the container. */
  readonly exec: boolean;
  /** Whether its containers get the credentials of a task role. */
  readonly taskRole: boolean;
  /** Who reaches the metadata of the instance, in words. */
  readonly instanceMetadata: string;
  /** What each network setting of a container does in the mode. */
  readonly settings: Readonly<Record<NetworkSetting, SettingEffect>>;
  /** What the mode cannot do, one sentence each. */
  readonly limits: readonly string[];
}

/** What can stand in front of a task, and what its mode cannot do. */
export type Reach = Pick<NetworkMode, 'targetType' | 'discoveryRecords' | 'serviceConnect' | 'limits'>;

/**
 * What a mode gives where a task runs: on machines of your own (ECS Anywhere) nothing is in front of it, and Windows has no
 * Service Connect.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html
 */
export function reachWhere(mode: NetworkMode, where: { readonly external: boolean; readonly windows: boolean }): Reach {
  const { targetType, discoveryRecords, limits } = mode;
  const serviceConnect = where.windows ? 'none' : mode.serviceConnect;
  if (!where.external || targetType === undefined) return { targetType, discoveryRecords, serviceConnect, limits };
  const limit = 'on machines of your own: no load balancer, no service discovery and no Service Connect';
  return { targetType: undefined, discoveryRecords: [], serviceConnect: 'none', limits: [limit, ...limits] };
}

/**
 * What the network mode gives a task, and what it cannot do.
 *
 * @returns Unknown while the mode is not known
 */
export function capabilitiesOf(task: TaskDefinition): Knowable<Capabilities> {
  const mode = modeOf(task);
  if (!mode) return isKnown(task.networkMode) ? new Unknown('the network mode is not known') : task.networkMode;
  const claims = hostPortClaims(task);
  const system = task.operatingSystem === 'windows' ? 'windows' : 'linux';
  const reach = reachOf(task, mode);
  return {
    mode: mode.name,
    summary: mode.summary,
    launchTypes: mode.launchTypes,
    operatingSystems: mode.operatingSystems,
    address: mode.addressOwner,
    namespace: mode.namespace,
    sharesLocalhost: mode.sharesLocalhost,
    securityGroup: mode.securityGroup,
    namesInTask: mode.namesInTask,
    ports: portsOf(task, mode, reach),
    copiesPerInstance: claims.length > 0 ? 1 : undefined,
    hostPorts: { taken: claims.length, available: MAX_RESERVED_PORTS - RESERVED_TCP_PORTS[system].length },
    takesNetworkInterface: mode.takesNetworkInterface,
    loadBalancer: reach.targetType ?? 'none',
    discoveryRecords: reach.discoveryRecords,
    serviceConnect: reach.serviceConnect,
    exec: mode.reachesNetwork,
    taskRole: mode.reachesNetwork,
    instanceMetadata: mode.instanceMetadata,
    settings: mode.settings,
    limits: reach.limits,
  };
}

function reachOf({ compatibilities, operatingSystem }: TaskDefinition, mode: NetworkMode): Reach {
  const launchTypes = isKnown(compatibilities) ? compatibilities : [];
  const external = launchTypes.length > 0 && launchTypes.every((one) => launchTypeNamed(one)?.hasEndpoints === false);
  return reachWhere(mode, { external, windows: operatingSystem === 'windows' });
}

function portsOf(task: TaskDefinition, mode: NetworkMode, reach: Reach): readonly PortCapability[] {
  if (mode.hostPort === 'absent') return [];
  return task.containers.items.flatMap((container) =>
    container.portMappings.items.map((mapping): PortCapability => {
      const numbers = containerPortsOf(mapping);
      const protocol = protocolOf(mapping);
      const known = numbers !== undefined && protocol !== undefined;
      const port = known
        ? textOf({ first: numbers[0], last: numbers[1], protocol })
        : new Unknown('the port is decided later');
      const single = mapping.containerPortRange === undefined;
      return {
        container: nameOf(container),
        port,
        hostPort: hostPortOf(mapping.hostPort, port, mode.hostPort, mode.namespace),
        targetType: single ? reach.targetType : undefined,
        serviceConnect:
          single && reach.serviceConnect !== 'none' && mapping.name !== undefined && mapping.protocol === 'tcp',
      };
    }),
  );
}

function hostPortOf(
  given: Knowable<number> | undefined,
  port: Knowable<string>,
  appears: 'absent' | 'same' | 'chosen',
  namespace: 'container' | 'task' | 'instance',
): Knowable<string> | undefined {
  if (appears === 'absent' || namespace === 'task') return undefined;
  if (appears === 'same') return port;
  if (given === undefined || given === 0) return 'dynamic';
  return isKnown(given) ? String(given) : given;
}

/** The capability report as text: a line for each answer. */
export function capabilityReport(task: TaskDefinition): string {
  const found = capabilitiesOf(task);
  if (!isKnown(found)) return `${task.at.path}: the network mode is not known: ${found.why}`;
  const lines = [`${task.at.path}: ${found.mode} mode: ${found.summary}`];
  const add = (what: string, answer: string): void => void lines.push(`  ${what}: ${answer}`);
  add('runs on', `${found.launchTypes.join(', ')} (${found.operatingSystems.join(', ')})`);
  add('address', { task: 'its own', instance: 'that of its instance', nobody: 'none' }[found.address]);
  add('containers of the task meet by', found.namesInTask === 'none' ? 'nothing' : found.namesInTask);
  add('security group', { task: 'its own', instance: 'that of its instance', none: 'none' }[found.securityGroup]);
  for (const { container, port, hostPort, targetType } of found.ports) {
    const number = isKnown(port) ? port : `a port that is not known (${port.why})`;
    const host =
      hostPort === undefined ? '' : `, host port ${isKnown(hostPort) ? hostPort : `not known (${hostPort.why})`}`;
    add(`port of ${container}`, `${number}${host}${targetType ? `, target type ${targetType}` : ', no load balancer'}`);
  }
  add('copies on one instance', found.copiesPerInstance === undefined ? 'any number, as far as ports go' : 'one');
  if (found.hostPorts.taken > 0)
    add('host ports', `${found.hostPorts.taken} of ${found.hostPorts.available} that an instance has to give`);
  if (found.takesNetworkInterface) add('network interfaces', 'one of the instance for each copy (on Fargate its own)');
  add('load balancer', found.loadBalancer === 'none' ? 'none' : `target type ${found.loadBalancer}`);
  add('discovery', found.discoveryRecords.length === 0 ? 'none' : `${found.discoveryRecords.join(', ')} records`);
  add('Service Connect', found.serviceConnect);
  add('ECS Exec and task role', found.exec ? 'yes' : 'no');
  add('instance metadata', found.instanceMetadata);
  lines.push('  cannot:', ...found.limits.map((limit) => `    - ${limit}`));
  return lines.join('\n');
}
