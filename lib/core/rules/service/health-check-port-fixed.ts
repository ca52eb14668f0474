import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { isDynamic, namedPort, serviceModeOf, taskOf } from '../../ecs/service-reading';
import { hostPortClaims } from '../../ecs/task-reading';
import { isKnown } from '../../values/unknown';
import { GUIDE_LOAD_BALANCER } from '../sources';
import { FINE, inEach } from '../violations';

export const healthCheckPortFixed = defineRule<'service', { container: string; port: number; healthCheckPort: string }>(
  {
    id: 'health-check-port-fixed',
    subject: 'service',
    effect: 'may go wrong',
    title: 'a health check on a fixed port where each task gets a host port of its own',
    why: 'each task has another host port, and only the traffic port follows it',
    broken: 'silently, targets stay unhealthy and the service stops and starts its tasks for ever',
    fix: "set the health check port to 'traffic-port', or to a fixed host port of the same task",
    sources: [GUIDE_LOAD_BALANCER, 'https://github.com/aws-cloudformation/cfn-lint/blob/main/docs/rules.md'],
    catalogue: ['LB-06'],
    explain: ({ container, port, healthCheckPort }) =>
      `the health check asks port ${healthCheckPort}, but port ${port} of container ${container} gets a new host port for each task`,
    check(service) {
      if (service.loadBalancers.items.length === 0) return FINE;
      const task = taskOf(service);
      const mode = serviceModeOf(service);
      if (!task || mode?.hostPort !== 'chosen') return FINE;
      return inEach(service.loadBalancers.items, (attachment) => {
        const { targetGroup, containerName: container, containerPort: port } = attachment;
        if (!targetGroup || !isKnown(targetGroup) || typeof container !== 'string' || typeof port !== 'number')
          return undefined;
        const { healthCheckPort } = targetGroup;
        if (typeof healthCheckPort !== 'string' || healthCheckPort === 'traffic-port') return undefined;
        const { mappings } = namedPort(task, container, port);
        if (!mappings.some((mapping) => isDynamic(mapping, mode) === true)) return undefined;
        if (hostPortClaims(task).some(({ hostPort }) => String(hostPort) === healthCheckPort)) return undefined;
        return {
          at: atField(targetGroup.at, 'healthCheckPort'),
          facts: { container, port, healthCheckPort },
          others: [attachment.at],
        };
      });
    },
  },
);
