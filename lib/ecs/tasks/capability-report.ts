import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { reachWhere } from '../../core/ecs/capability';
import { type NetworkMode } from '../../core/ecs/network-mode';
import { isDeferredNumber } from '../../core/values/port';
import { containersOf } from './port-handle';
import { isForWindows } from './windows-task';

/** A task definition that knows its network mode: all those of this library. */
export interface ModedTaskDefinition extends ecs.TaskDefinition {
  /** Its network mode, which answers what it can do. */
  readonly mode: NetworkMode;
}

/** One mapped port, in words. */
export interface MappedPort {
  /** Name of the container. */
  readonly container: string;
  /** Such as `80/tcp` or `8000-8010/udp`. */
  readonly port: string;
  /** The port of the instance under which it is reached, in words. */
  readonly onInstance: string;
  /** Its name for Service Connect; undefined when it has none. */
  readonly name: string | undefined;
}

/** What the network mode of a task gives it, and what it cannot do. */
export interface CapabilityReport {
  /** Construct path of the task definition. */
  readonly path: string;
  /** Name of the network mode. */
  readonly mode: string;
  /** The mode in one sentence. */
  readonly summary: string;
  /** The mapped ports, each with where it is reached. */
  readonly ports: readonly MappedPort[];
  /** What a load balancer registers; undefined when it cannot be behind one. */
  readonly targetType: 'instance' | 'ip' | undefined;
  /** Types of DNS records that service discovery can keep for it. */
  readonly discoveryRecords: readonly string[];
  /** The role that the service can have in Service Connect. */
  readonly serviceConnect: string;
  /** The security group that filters its traffic. */
  readonly securityGroup: string;
  /** How containers of the task find each other. */
  readonly namesInTask: string;
  /** Who reaches the metadata of the instance, in words. */
  readonly instanceMetadata: string;
  /** What the mode does not support. */
  readonly limits: readonly string[];
}

/** What a task can and cannot do in its network mode, as data. */
export function capabilityReport(task: ModedTaskDefinition): CapabilityReport {
  const { mode } = task;
  const external = task.isExternalCompatible && !task.isEc2Compatible;
  const reach = reachWhere(mode, { external, windows: isForWindows(task) });
  return {
    path: task.node.path,
    mode: mode.name,
    summary: mode.summary,
    ports: containersOf(task).flatMap((container) =>
      container.portMappings.map((mapping) => mappedPort(container.containerName, mapping, mode)),
    ),
    targetType: reach.targetType,
    discoveryRecords: [...reach.discoveryRecords],
    serviceConnect: reach.serviceConnect,
    securityGroup: mode.securityGroup,
    namesInTask: mode.namesInTask,
    instanceMetadata: mode.instanceMetadata,
    limits: [...reach.limits],
  };
}

/** What a task can and cannot do in its network mode, as text. */
export function capabilityText(task: ModedTaskDefinition): string {
  const report = capabilityReport(task);
  const ports = report.ports.map(
    ({ container, port, onInstance, name }) =>
      `${container} ${port}${name === undefined ? '' : ` (${name})`}, on the instance: ${onInstance}`,
  );
  const rows: [string, readonly string[]][] = [
    ['ports', ports.length === 0 ? ['none'] : ports],
    ['filtered by', [report.securityGroup === 'none' ? 'nothing: no traffic' : `the ${report.securityGroup}'s group`]],
    ['balancer', [report.targetType === undefined ? 'none possible' : `targets of type ${report.targetType}`]],
    ['discovery', [report.discoveryRecords.length === 0 ? 'none possible' : report.discoveryRecords.join(', ')]],
    ['in the task', [report.namesInTask === 'none' ? 'no names' : report.namesInTask]],
    ['metadata', [report.instanceMetadata]],
    ['cannot', report.limits.map((limit) => `- ${limit}`)],
  ];
  const width = Math.max(...rows.map(([title]) => title.length));
  const body = rows.flatMap(([title, lines]) =>
    lines.map((line, index) => `  ${(index === 0 ? title : '').padEnd(width)}  ${line}`),
  );
  return [`${report.path}: network mode ${report.mode}`, `  ${report.summary}`, ...body].join('\n');
}

function mappedPort(container: string, mapping: ecs.PortMapping, mode: NetworkMode): MappedPort {
  const protocol = mapping.protocol ?? 'tcp';
  const port = `${mapping.containerPortRange ?? digits(mapping.containerPort)}/${protocol}`;
  return { container, port, onInstance: onInstance(mapping, mode), name: mapping.name };
}

function onInstance(mapping: ecs.PortMapping, mode: NetworkMode): string {
  if (mode.securityGroup === 'task') return 'not at all, the task has an address of its own';
  if (mode.hostPort === 'same') return digits(mapping.containerPort);
  if (mapping.containerPortRange !== undefined) return 'a run of dynamic ports';
  return mapping.hostPort === undefined || mapping.hostPort === 0 ? 'a dynamic port' : digits(mapping.hostPort);
}

function digits(port: number): string {
  return isDeferredNumber(port) ? 'decided at deploy time' : String(port);
}
