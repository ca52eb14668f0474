import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { serviceModeOf } from '../../ecs/service-reading';
import { isKnown } from '../../values/unknown';
import { API_REGISTRY, preflight } from '../sources';
import { FINE, inEach } from '../violations';

export const discoveryPortSuperfluous = defineRule<'service', { records: readonly string[] }>({
  id: 'discovery-port-superfluous',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'container port in the registry of an A record',
  why: 'an awsvpc task has an address of its own, and an A record holds nothing else',
  broken: `CreateService refuses it: "The values specified for serviceRegistries do not require a value for 'containerPort'."`,
  fix: ({ field }) => `leave ${field('containerName')} and ${field('containerPort')} out, or use an SRV record`,
  sources: [API_REGISTRY, preflight('pf-ecs-svc-registries-port-with-awsvpc')],
  catalogue: ['SD-03'],
  explain: ({ records }) => `the registry has ${records.join(' and ')} records only, and yet names a container port`,
  check(service) {
    if (service.registries.items.length === 0 || serviceModeOf(service)?.addressOwner !== 'task') return FINE;
    return inEach(service.registries.items, ({ at, containerPort, recordTypes: records }) => {
      if (!isKnown(records) || records.length === 0 || records.includes('SRV')) return undefined;
      // what is said of a container's name alone is not known, and templates that name one are in use
      if (typeof containerPort !== 'number') return undefined;
      return { at: atField(at, 'containerPort'), facts: { records } };
    });
  },
});
