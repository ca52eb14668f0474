import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { isDynamic, namedPort, serviceModeOf, taskOf } from '../../ecs/service-reading';
import { API_LOAD_BALANCER, issue } from '../sources';
import { FINE, inEach } from '../violations';

export const classicLoadBalancerDynamicPort = defineRule<'service', { container: string; port: number }>({
  id: 'classic-load-balancer-dynamic-port',
  subject: 'service',
  effect: 'may go wrong',
  title: 'Classic Load Balancer in front of a dynamic host port',
  why: 'it sends to one port on all instances',
  broken: 'CreateService refuses it: "A host port mapping for the container port 8080 is required."',
  fix: ({ containerField, either }) =>
    `${either('use BridgePort.fixed()', `set ${containerField('hostPort')} to a fixed number`)}, or use an Application or Network Load Balancer`,
  sources: [API_LOAD_BALANCER, issue('hashicorp/terraform', 24274)],
  catalogue: ['LB-04'],
  explain: ({ container, port }) =>
    `a Classic Load Balancer needs a fixed host port, but port ${port} of container ${container} gets a new one for each task`,
  check(service) {
    if (service.loadBalancers.items.length === 0) return FINE;
    const task = taskOf(service);
    const mode = serviceModeOf(service);
    if (!task || mode?.hostPort !== 'chosen') return FINE;
    return inEach(service.loadBalancers.items, ({ at, classicName, containerName: container, containerPort: port }) => {
      if (classicName === undefined || typeof container !== 'string' || typeof port !== 'number') return undefined;
      const { mappings } = namedPort(task, container, port);
      if (!mappings.some((mapping) => isDynamic(mapping, mode) === true)) return undefined;
      return { at: atField(at, 'containerPort'), facts: { container, port } };
    });
  },
});
