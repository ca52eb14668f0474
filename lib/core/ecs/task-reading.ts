import { type NetworkMode, type NetworkSetting, type SettingEffect } from './network-mode';
import { type LaunchType } from './launch-type';
import { type ContainerDefinition, type PortMappingDefinition, type TaskDefinition } from './task';
import { isKnown, knownOr, Unknown } from '../values/unknown';

/** The name of a container for messages. */
export function nameOf(container: ContainerDefinition): string {
  return knownOr(container.name, container.at.path.split('/').at(-1) ?? 'container');
}

/** The network mode; undefined while it is not known. */
export function modeOf(task: TaskDefinition): NetworkMode | undefined {
  const { networkMode } = task;
  return networkMode instanceof Unknown ? undefined : networkMode;
}

/** What the mode of a task makes of a setting; undefined while the mode is not known. */
export function effectOf(task: TaskDefinition, setting: NetworkSetting): SettingEffect | undefined {
  return modeOf(task)?.settings[setting];
}

/** Whether a task definition is known to ask for a launch type. */
export function requires(task: TaskDefinition, launchType: LaunchType): boolean {
  return isKnown(task.compatibilities) && task.compatibilities.includes(launchType);
}

/** The container of a name; undefined when there is none in sight. */
export function containerOf(task: TaskDefinition, name: string): ContainerDefinition | undefined {
  return task.containers.items.find((container) => container.name === name);
}

/** Whether all containers are in sight and their names are known: then one that is not there does not exist. */
export function knowsContainers(task: TaskDefinition): boolean {
  return task.containers.complete && task.containers.items.every(({ name }) => isKnown(name));
}

/** Whether a container is known to map a range of ports. */
export function hasRange(container: ContainerDefinition): boolean {
  return container.portMappings.items.some(({ containerPortRange }) => typeof containerPortRange === 'string');
}

/** The protocol of a mapping; undefined when unknown or none that AWS has. */
export function protocolOf(mapping: PortMappingDefinition): 'tcp' | 'udp' | undefined {
  return mapping.protocol === 'tcp' || mapping.protocol === 'udp' ? mapping.protocol : undefined;
}

/** First and last container port of a mapping, when it is known and well formed. */
export function containerPortsOf(mapping: PortMappingDefinition): readonly [number, number] | undefined {
  const { containerPort, containerPortRange } = mapping;
  if (containerPort !== undefined) return isKnown(containerPort) ? [containerPort, containerPort] : undefined;
  if (containerPortRange === undefined || !isKnown(containerPortRange)) return undefined;
  const match = /^(\d+)-(\d+)$/.exec(containerPortRange);
  return match ? [Number(match[1]), Number(match[2])] : undefined;
}

/** A port of the instance that a task takes for itself. */
export interface HostPortClaim {
  readonly container: ContainerDefinition;
  readonly mapping: PortMappingDefinition;
  readonly hostPort: number;
  readonly protocol: 'tcp' | 'udp';
}

const NO_CLAIMS: readonly HostPortClaim[] = [];

/** The host ports that one copy of a task claims, in the order of the definition. */
export function hostPortClaims(task: TaskDefinition): readonly HostPortClaim[] {
  const mode = modeOf(task);
  if (!mode?.claimsHostPorts) return NO_CLAIMS;
  let claims: HostPortClaim[] | undefined;
  for (const container of task.containers.items) {
    for (const mapping of container.portMappings.items) {
      const protocol = protocolOf(mapping);
      const hostPort = mapping.hostPort ?? (mode.hostPort === 'same' ? mapping.containerPort : undefined);
      if (protocol === undefined || typeof hostPort !== 'number' || hostPort === 0) continue;
      if (mapping.containerPortRange !== undefined) continue;
      (claims ??= []).push({ container, mapping, hostPort, protocol });
    }
  }
  return claims ?? NO_CLAIMS;
}

/** Whether every host port that the task claims is known. */
export function knowsHostPorts(task: TaskDefinition): boolean {
  const mode = modeOf(task);
  if (!mode || !task.containers.complete) return false;
  if (!mode.claimsHostPorts) return true;
  return task.containers.items.every(
    ({ portMappings: { items, complete } }) =>
      complete &&
      items.every(({ hostPort, containerPort, protocol }) => {
        const port = hostPort ?? (mode.hostPort === 'same' ? containerPort : undefined);
        return isKnown(protocol) && (port === undefined || isKnown(port));
      }),
  );
}
