import { hostingOf } from '../../ecs/hosting';
import { atField } from '../../values/place';
import { type NetworkMode } from '../../ecs/network-mode';
import { defineRule } from '../rule';
import { type Service } from '../../ecs/service';
import { isDynamic, serviceModeOf, taskOf } from '../../ecs/service-reading';
import { type ContainerDefinition } from '../../ecs/task';
import { containerPortsOf, nameOf } from '../../ecs/task-reading';
import { isKnown } from '../../values/unknown';
import { agent, API_PORT_MAPPING } from '../sources';
import { inEach } from '../violations';

type Facts = { container: string; ports: number; window: number; capacity: string };

export const portRangeExceedsWindow = defineRule<'cluster', Facts>({
  id: 'port-range-exceeds-window',
  subject: 'cluster',
  effect: 'cannot work',
  title: 'more dynamic ports than the range of the instance has',
  why: 'the agent takes a host port from there for each of them, and consecutive ones for a range',
  broken:
    'the container does not start: "error retrieving docker port map: N contiguous host ports are unavailable", or one host port is handed out twice',
  fix: 'map fewer ports, widen ECS_DYNAMIC_HOST_PORT_RANGE, or use awsvpc, where a range needs no host ports',
  sources: [API_PORT_MAPPING, agent('agent/utils/ephemeral_ports.go')],
  catalogue: ['PM-13'],
  explain: ({ container, ports, window, capacity }) =>
    `container ${container} asks for ${ports} dynamic host ports, and ${capacity} has ${window} to give`,
  check: (cluster) =>
    inEach(cluster.services.items, (service) => {
      const largest = largestOf(service);
      if (!largest) return undefined;
      const hosting = hostingOf(cluster, service);
      if (!hosting?.complete) return undefined;
      let window: number | undefined;
      for (const { dynamicPorts } of hosting.capacity) {
        if (!isKnown(dynamicPorts)) return undefined;
        window = Math.max(window ?? 0, dynamicPorts.size);
      }
      if (window === undefined || largest.ports <= window) return undefined;
      const capacity = hosting.capacity.map(({ at }) => at.path).join(' and ');
      const given = hosting.capacity.every(({ dynamicPortsGiven }) => dynamicPortsGiven);
      return {
        at: atField(largest.container.at, 'portMappings'),
        facts: { container: nameOf(largest.container), ports: largest.ports, window, capacity },
        others: [service.at],
        // what the kernel gives by default can be set where no template shows it
        ...(given ? {} : { effect: 'may go wrong' }),
      };
    }),
});

/** The container that asks for the most dynamic host ports of one protocol behind a bridge: TCP and UDP have ports of their own. */
function largestOf(service: Service): { container: ContainerDefinition; ports: number } | undefined {
  const task = taskOf(service);
  const mode = serviceModeOf(service);
  if (!task || mode?.hostPort !== 'chosen' || !mode.takesPortRanges) return undefined;
  let largest: { container: ContainerDefinition; ports: number } | undefined;
  for (const container of task.containers.items) {
    const ports = Math.max(...(['tcp', 'udp'] as const).map((protocol) => dynamicPortsOf(container, protocol, mode)));
    if (ports > (largest?.ports ?? 0)) largest = { container, ports };
  }
  return largest;
}

/** How many host ports of a protocol the agent has to find for a container. */
function dynamicPortsOf({ portMappings }: ContainerDefinition, protocol: 'tcp' | 'udp', mode: NetworkMode): number {
  let ports = 0;
  for (const mapping of portMappings.items) {
    if (mapping.protocol !== protocol || isDynamic(mapping, mode) !== true) continue;
    const [first, last] = containerPortsOf(mapping) ?? [1, 0];
    if (last >= first) ports += last - first + 1;
  }
  return ports;
}
