import { defineRule } from '../rule';
import { isDynamic, namedPort, serviceModeOf, taskOf } from '../../ecs/service-reading';
import { hostPortClaims } from '../../ecs/task-reading';
import { isKnown } from '../../values/unknown';
import { GUIDE_LOAD_BALANCER, issue } from '../sources';
import { FINE, inEach } from '../violations';

export const targetGroupOfInstances = defineRule<
  'service',
  { container: string; port: number; groupPort: number; group: string; registrar: string }
>({
  id: 'target-group-of-instances',
  subject: 'service',
  effect: 'may go wrong',
  title: 'a service behind a target group in which an Auto Scaling group registers its instances',
  why: 'the service registers its tasks by their host ports, and Auto Scaling every instance by the port of the target group, where no task listens',
  broken:
    'half of the targets stay unhealthy; where the Auto Scaling group goes by the health of its targets, it replaces instances for ever',
  fix: 'leave the target group out of the Auto Scaling group: Amazon ECS registers the tasks itself',
  fixFor: ({ group, registrar }) =>
    `take ${group} out of the target groups of ${registrar}: Amazon ECS registers the tasks itself`,
  sources: [
    GUIDE_LOAD_BALANCER,
    'https://docs.aws.amazon.com/autoscaling/ec2/userguide/attach-load-balancer-asg.html',
    issue('hashicorp/terraform-provider-aws', 1482),
  ],
  catalogue: ['LB-06'],
  explain: ({ container, port, group, groupPort, registrar }) =>
    `${registrar} registers each instance in ${group} with port ${groupPort}, where port ${port} of container ${container} is not found`,
  check(service) {
    const task = taskOf(service);
    const mode = serviceModeOf(service);
    if (!task || mode?.targetType !== 'instance') return FINE;
    return inEach(service.loadBalancers.items, ({ at, targetGroup, containerName: container, containerPort: port }) => {
      if (!targetGroup || !isKnown(targetGroup) || typeof container !== 'string' || typeof port !== 'number')
        return undefined;
      const { registrars: [registrar] = [], port: groupPort } = targetGroup;
      if (!registrar || typeof groupPort !== 'number') return undefined;
      const { mappings } = namedPort(task, container, port);
      const isElsewhere = mappings.some((mapping) => {
        if (isDynamic(mapping, mode) === true) return true;
        const { hostPort } = mapping;
        return typeof hostPort === 'number' && hostPort > 0 && hostPort !== groupPort;
      });
      if (!isElsewhere || hostPortClaims(task).some(({ hostPort }) => hostPort === groupPort)) return undefined;
      const facts = { container, port, groupPort, group: targetGroup.at.path, registrar: registrar.path };
      return { at, facts, others: [targetGroup.at, registrar] };
    });
  },
});
