import { isPortNumber } from '../values/port';
import { containerPortsOf, protocolOf } from './task-reading';
import { type ContainerDefinition, type PortMappingDefinition, type TaskDefinition } from './task';

/** Container ports that a mapping uses; `first` and `last` are the same for a single port. */
export interface PortUse {
  readonly container: ContainerDefinition;
  readonly mapping: PortMappingDefinition;
  readonly protocol: 'tcp' | 'udp';
  readonly first: number;
  readonly last: number;
}

/** The container ports of a task or of one container, by protocol and from the lowest: overlaps are neighbours. */
export function portUses(task: TaskDefinition, only?: ContainerDefinition): readonly PortUse[] {
  const uses: PortUse[] = [];
  for (const container of only ? [only] : task.containers.items) {
    for (const mapping of container.portMappings.items) {
      const protocol = protocolOf(mapping);
      const ports = containerPortsOf(mapping);
      if (!protocol || !ports) continue;
      const [first, last] = ports;
      if (isPortNumber(first) && isPortNumber(last) && first <= last) {
        uses.push({ container, mapping, protocol, first, last });
      }
    }
  }
  if (uses.length < 2) return uses;
  // a stable order: of two mappings of one port the later one in the definition is the one too many
  return uses.sort((a, b) => (a.protocol === b.protocol ? a.first - b.first : a.protocol < b.protocol ? -1 : 1));
}

/** `80/tcp`, `8000-8010/udp` */
export function textOf({ first, last, protocol }: Pick<PortUse, 'first' | 'last' | 'protocol'>): string {
  return first === last ? `${first}/${protocol}` : `${first}-${last}/${protocol}`;
}
