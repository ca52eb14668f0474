import { defineRule } from '../rule';
import { serviceModeOf } from '../../ecs/service-reading';
import { isKnown } from '../../values/unknown';
import { API_REGISTRY, GUIDE_DISCOVERY, issue } from '../sources';
import { FINE, inEach } from '../violations';

export const discoveryPortMissing = defineRule<'service', { mode: string }>({
  id: 'discovery-port-missing',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'SRV record without a container and its port',
  why: 'behind an instance the host port is what is registered, and it belongs to one mapping',
  broken:
    "CreateService refuses it: \"When specifying 'host' or 'bridge' for networkMode, values for 'containerName' and 'containerPort' must be specified from the task definition.\"",
  fix: ({ field, either }) =>
    either(
      'give discover() the handle that addPort returned',
      `set ${field('containerName')} and ${field('containerPort')} of the registry to a container of the task and a port that it maps`,
    ),
  sources: [API_REGISTRY, GUIDE_DISCOVERY, issue('aws/aws-cdk', 29245)],
  catalogue: ['SD-02', 'SD-04'],
  explain: ({ mode }) => `the registry of tasks in ${mode} mode names no container and port`,
  check(service) {
    if (service.registries.items.length === 0) return FINE;
    const mode = serviceModeOf(service);
    if (!mode || mode.discoveryRecords.length === 0) return FINE;
    return inEach(service.registries.items, ({ at, containerName, containerPort, port, recordTypes }) => {
      const facts = { mode: mode.name };
      if (mode.addressOwner === 'instance') {
        if (containerName !== undefined && containerPort !== undefined) return undefined;
        // an A record is wrong whatever port it names
        if (isKnown(recordTypes) && recordTypes.length > 0 && !recordTypes.includes('SRV')) return undefined;
        const sure = mode.operatingSystems.includes('linux');
        return { at, facts, ...(sure ? {} : { effect: 'may go wrong' }) };
      }
      if (!isKnown(recordTypes) || !recordTypes.includes('SRV')) return undefined;
      if (containerName !== undefined || containerPort !== undefined || port !== undefined) return undefined;
      return { at, facts };
    });
  },
});
