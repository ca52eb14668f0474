import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { namedPort, taskOf, whatIsThere } from '../../ecs/service-reading';
import { API_REGISTRY } from '../sources';
import { FINE, inEach } from '../violations';

export const discoveryContainerPortMissing = defineRule<'service', { container: string; port: number; there: string }>({
  id: 'discovery-container-port-missing',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'registry for a container or port that the task definition does not map',
  why: 'the service registers the host port of that mapping; aws-cdk-lib names the port of another container when only a container is given',
  broken: 'CreateService refuses it: "container X did not have a container port N"',
  fix: ({ field, either }) =>
    either(
      'give discover() the handle that addPort returned',
      `set ${field('containerName')} and ${field('containerPort')} of the registry to a container of the task and a port that it maps`,
    ),
  sources: [API_REGISTRY],
  catalogue: ['SD-09', 'SD-02'],
  explain: ({ container, port, there }) => `the registry names port ${port} of container ${container}; ${there}`,
  check(service) {
    if (service.registries.items.length === 0) return FINE;
    const task = taskOf(service);
    if (!task) return FINE;
    return inEach(service.registries.items, ({ at, containerName: container, containerPort: port }) => {
      if (typeof container !== 'string' || typeof port !== 'number') return undefined;
      const { mappings, inRange, decided } = namedPort(task, container, port);
      if (mappings.length > 0 || inRange || !decided) return undefined;
      return {
        at: atField(at, 'containerPort'),
        facts: { container, port, there: whatIsThere(task, container, port) },
        others: [task.at],
      };
    });
  },
});
