import { namedPort, taskOf } from '../../ecs/service-reading';
import { hostPortClaims } from '../../ecs/task-reading';
import { FINE, inEach } from '../violations';
import { defineRule } from '../rule';
import { API_LOAD_BALANCER, GUIDE_LOAD_BALANCER } from '../sources';

export const classicInstancePortDiffers = defineRule<
  'service',
  { container: string; port: number; hostPorts: readonly number[]; instancePorts: readonly number[] }
>({
  id: 'classic-instance-port-differs',
  subject: 'service',
  effect: 'cannot work',
  title: 'a Classic Load Balancer sends to another port than the host port of the task',
  why: 'it sends to the instance port of its listeners, on all instances',
  broken: 'silently, nothing answers: instances stay out of service',
  fix: 'set the instance port of a listener to the host port of the mapping',
  sources: [API_LOAD_BALANCER, GUIDE_LOAD_BALANCER],
  catalogue: ['LB-04'],
  explain: ({ container, port, hostPorts, instancePorts }) =>
    `port ${port} of container ${container} is on host port ${hostPorts.join(', ')}, but the load balancer sends to ${instancePorts.join(', ')}`,
  check(service) {
    const task = taskOf(service);
    if (service.loadBalancers.items.length === 0 || !task) return FINE;
    return inEach(service.loadBalancers.items, ({ at, classicListeners, containerName, containerPort }) => {
      if (!classicListeners?.complete || typeof containerName !== 'string' || typeof containerPort !== 'number') {
        return undefined;
      }
      const instancePorts = classicListeners.items.map(({ instancePort }) => instancePort);
      const { mappings } = namedPort(task, containerName, containerPort);
      const hostPorts = hostPortClaims(task)
        .filter(({ mapping }) => mappings.includes(mapping))
        .map(({ hostPort }) => hostPort);
      if (hostPorts.length === 0 || !instancePorts.every((one) => typeof one === 'number')) return undefined;
      if (hostPorts.some((one) => instancePorts.includes(one))) return undefined;
      return { at, facts: { container: containerName, port: containerPort, hostPorts, instancePorts } };
    });
  },
});
