import { type ContainerDefinition, type PortMappingDefinition, type TaskDefinition } from './task';
import { isKnown, knownOr } from './unknown';

/** The name of a container for messages. */
export function nameOf(container: ContainerDefinition): string {
  return knownOr(container.name, container.at.path.split('/').at(-1) ?? 'container');
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

/** The host ports that one copy of a task claims, in the order of the definition. */
export function* hostPortClaims(task: TaskDefinition): Generator<HostPortClaim> {
  const mode = task.networkMode;
  if (!isKnown(mode) || !mode.claimsHostPorts) return;
  for (const container of task.containers.items) {
    for (const mapping of container.portMappings.items) {
      const protocol = protocolOf(mapping);
      const hostPort = mapping.hostPort ?? (mode.hostPort === 'same' ? mapping.containerPort : undefined);
      if (protocol === undefined || hostPort === undefined || !isKnown(hostPort) || hostPort === 0) continue;
      yield { container, mapping, hostPort, protocol };
    }
  }
}
