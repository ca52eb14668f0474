import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { isDynamic, namedPort, serviceModeOf, taskOf } from '../../ecs/service-reading';
import { isKnown } from '../../values/unknown';
import { issue } from '../sources';
import { FINE, inEach } from '../violations';

export const udpHealthCheckUnanswered = defineRule<'service', { container: string; port: number }>({
  id: 'udp-health-check-unanswered',
  subject: 'service',
  effect: 'may go wrong',
  title: 'health check of a UDP target on its dynamic host port',
  why: 'targets of UDP are health-checked over TCP or HTTP, and on a host port that is published for UDP nothing answers',
  broken: 'silently, targets stay unhealthy and the service stops and starts its tasks for ever',
  fix: 'map a TCP port to a fixed host port that answers the health check and name it as the health check port, or use awsvpc',
  sources: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html',
    issue('aws/containers-roadmap', 445),
  ],
  catalogue: ['LB-09'],
  explain: ({ container, port }) =>
    `the health of port ${port}/udp of container ${container} is checked over TCP on a host port that is published for UDP only`,
  check(service) {
    if (service.loadBalancers.items.length === 0) return FINE;
    const task = taskOf(service);
    const mode = serviceModeOf(service);
    if (!task || mode?.hostPort !== 'chosen') return FINE;
    return inEach(service.loadBalancers.items, (attachment) => {
      const { targetGroup, containerName: container, containerPort: port } = attachment;
      if (!targetGroup || !isKnown(targetGroup) || typeof container !== 'string' || typeof port !== 'number')
        return undefined;
      if (targetGroup.protocol !== 'UDP') return undefined;
      if (targetGroup.healthCheckPort !== undefined && targetGroup.healthCheckPort !== 'traffic-port') return undefined;
      const { mappings } = namedPort(task, container, port);
      if (!mappings.some((mapping) => mapping.protocol === 'udp' && isDynamic(mapping, mode) === true))
        return undefined;
      return { at: atField(targetGroup.at, 'healthCheckPort'), facts: { container, port }, others: [attachment.at] };
    });
  },
});
