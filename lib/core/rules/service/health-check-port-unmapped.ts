import { isDynamic, mappedPorts, serviceModeOf, taskOf } from '../../ecs/service-reading';
import { type NetworkMode } from '../../ecs/network-mode';
import { type PortMappingDefinition } from '../../ecs/task';
import { containerPortsOf } from '../../ecs/task-reading';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { FINE, inEach } from '../violations';
import { defineRule } from '../rule';
import { GUIDE_LOAD_BALANCER } from '../sources';

export const healthCheckPortUnmapped = defineRule<
  'service',
  { asked: string; container: string; mapped: readonly string[] }
>({
  id: 'health-check-port-unmapped',
  subject: 'service',
  effect: 'may go wrong',
  title: 'a health check asks a port that no container of the task maps',
  why: 'the load balancer takes a task for unhealthy when nothing answers',
  broken: 'silently, targets stay unhealthy and the service stops and starts its tasks for ever',
  fix: 'set the health check port to traffic-port, or to a port that a container listens on',
  sources: [GUIDE_LOAD_BALANCER],
  catalogue: ['LB-06'],
  explain: ({ asked, container, mapped }) =>
    `the health check asks port ${asked}; container ${container} maps ${mapped.join(', ')}`,
  check(service) {
    const task = taskOf(service);
    const mode = serviceModeOf(service);
    if (service.loadBalancers.items.length === 0 || !task || !mode || mode.hostPort === 'absent') return FINE;
    if (!task.containers.complete) return FINE;
    return inEach(service.loadBalancers.items, ({ at, targetGroup: group, containerName: container }) => {
      if (!group || !isKnown(group) || typeof container !== 'string') return undefined;
      const { healthCheckPort: asked } = group;
      if (typeof asked !== 'string' || !/^\d+$/.test(asked)) return undefined;
      const ports = task.containers.items.flatMap(({ portMappings }) =>
        portMappings.complete ? portMappings.items : [],
      );
      const all = task.containers.items.every(({ portMappings }) => portMappings.complete);
      if (!all || ports.some((mapping) => mayAnswer(mapping, Number(asked), mode))) return undefined;
      const mapped = mappedPorts(task, container);
      if (mapped.length === 0) return undefined;
      return { at: atField(group.at, 'healthCheckPort'), facts: { asked, container, mapped }, others: [at] };
    });
  },
});

/** Whether a mapping may have something answer on a port. Dynamic host ports have a rule of their own. */
function mayAnswer(mapping: PortMappingDefinition, asked: number, mode: NetworkMode): boolean {
  if (mode.hostPort === 'chosen') {
    const { hostPort } = mapping;
    return isDynamic(mapping, mode) !== false || hostPort === undefined || !isKnown(hostPort) || hostPort === asked;
  }
  const ports = containerPortsOf(mapping);
  return ports === undefined || (ports[0] <= asked && asked <= ports[1]);
}
