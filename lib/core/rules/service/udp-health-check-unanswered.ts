import { atField } from '../../values/place';
import { type TaskDefinition } from '../../ecs/task';
import { containerPortsOf } from '../../ecs/task-reading';
import { defineRule } from '../rule';
import { isDynamic, namedPort, serviceModeOf, taskOf } from '../../ecs/service-reading';
import { isKnown } from '../../values/unknown';
import { issue } from '../sources';
import { FINE, inEach } from '../violations';

export const udpHealthCheckUnanswered = defineRule<'service', { container: string; port: number; isDynamic: boolean }>({
  id: 'udp-health-check-unanswered',
  subject: 'service',
  effect: 'may go wrong',
  title: 'the health of a UDP target is checked over TCP, where nothing answers',
  why: 'targets of UDP are health-checked over TCP or HTTP, and on a port that is mapped for UDP only nothing answers',
  broken: 'silently, targets stay unhealthy and the service stops and starts its tasks for ever',
  fix: ({ field }) => `set ${field('healthCheckPort')} to a TCP port that the container answers on`,
  fixFor:
    ({ container, isDynamic: isPicked }) =>
    ({ field, mode }) =>
      isPicked
        ? `map a TCP port of ${container} that answers to a fixed host port and set ${field('healthCheckPort')} to that, or use ${mode('awsvpc')}`
        : `set ${field('healthCheckPort')} to a TCP port that ${container} answers on`,
  sources: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html',
    issue('aws/containers-roadmap', 445),
  ],
  catalogue: ['LB-09'],
  explain: ({ container, port, isDynamic: isPicked }) =>
    isPicked
      ? `the health of port ${port}/udp of container ${container} is checked over TCP at its host port, which is mapped for UDP only`
      : `the target group checks container ${container} over TCP on port ${port}, and the task has that port for UDP only`,
  check(service) {
    if (service.loadBalancers.items.length === 0) return FINE;
    const task = taskOf(service);
    const mode = serviceModeOf(service);
    if (!task || !mode || mode.hostPort === 'absent') return FINE;
    return inEach(service.loadBalancers.items, (attachment) => {
      const { targetGroup, containerName: container, containerPort: port } = attachment;
      if (!targetGroup || !isKnown(targetGroup) || typeof container !== 'string' || typeof port !== 'number')
        return undefined;
      if (targetGroup.protocol !== 'UDP') return undefined;
      if (targetGroup.healthCheckPort !== undefined && targetGroup.healthCheckPort !== 'traffic-port') return undefined;
      const { mappings } = namedPort(task, container, port);
      const dynamic = mappings.some((mapping) => mapping.protocol === 'udp' && isDynamic(mapping, mode) === true);
      // elsewhere TCP answers on the same port where the task maps it
      const alone = mode.hostPort === 'same' && mappings.length > 0 && isUdpOnly(task, port);
      if (!dynamic && !alone) return undefined;
      return {
        at: atField(targetGroup.at, 'healthCheckPort'),
        facts: { container, port, isDynamic: dynamic },
        others: [attachment.at],
      };
    });
  },
});

/** Whether no container of a task maps a port for anything but UDP, so far as all of that is known. */
function isUdpOnly({ containers }: TaskDefinition, port: number): boolean {
  return (
    containers.complete &&
    containers.items.every(
      ({ portMappings: { items, complete } }) =>
        complete &&
        items.every((mapping) => {
          const ports = containerPortsOf(mapping);
          return ports !== undefined && (mapping.protocol === 'udp' || port < ports[0] || port > ports[1]);
        }),
    )
  );
}
