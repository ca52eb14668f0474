import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { serviceModeOf } from '../../ecs/service-reading';
import { API_REGISTRY } from '../sources';
import { FINE, inEach } from '../violations';

export const discoveryPortAmbiguous = defineRule<'service', { port: number }>({
  id: 'discovery-port-ambiguous',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'registry with a container and also a port',
  why: 'an SRV record has one port',
  broken: 'CreateService refuses the service',
  fix: ({ field, either }) =>
    either(
      'leave port out and name the container port, as discover() does',
      `leave ${field('port')} out and keep ${field('containerName')} and ${field('containerPort')}`,
    ),
  sources: [API_REGISTRY],
  catalogue: ['SD-04'],
  explain: ({ port }) => `the registry names port ${port} besides a container and its port`,
  check(service) {
    if (service.registries.items.length === 0 || serviceModeOf(service)?.addressOwner !== 'task') return FINE;
    return inEach(service.registries.items, ({ at, containerName, containerPort, port }) => {
      if (typeof port !== 'number' || typeof containerName !== 'string' || typeof containerPort !== 'number')
        return undefined;
      return { at: atField(at, 'port'), facts: { port } };
    });
  },
});
