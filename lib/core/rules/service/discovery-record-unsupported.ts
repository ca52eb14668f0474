import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { serviceModeOf } from '../../ecs/service-reading';
import { isKnown } from '../../values/unknown';
import { GUIDE_DISCOVERY, issue } from '../sources';
import { FINE, inEach } from '../violations';

type Facts = {
  records: readonly string[];
  wanted: readonly string[];
  mode: string;
  /** The registry, where it is in sight; else empty. */
  registry: string;
};

export const discoveryRecordUnsupported = defineRule<'service', Facts>({
  id: 'discovery-record-unsupported',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'A record for tasks that share the address of their instance',
  why: 'the task shares the address of its instance, so the port is part of the answer',
  broken: 'CreateService refuses the service',
  fix: ({ either }) =>
    `${either('use discover() of the service, which picks the record', 'give the registry the record that the mode needs')}, or use Service Connect for clients that look up addresses only`,
  fixFor:
    ({ wanted, registry }) =>
    ({ either, set, mode }) => {
      const record = `set ${set('type', wanted[0] ?? 'SRV')} in the DNS records of ${registry === '' ? 'the registry' : registry}`;
      const more = wanted.includes('A') ? '' : `, or ${mode('awsvpc')}`;
      return `${either('use discover() of the service, which picks the record', record)}${more}, or use Service Connect`;
    },
  sources: [GUIDE_DISCOVERY, issue('aws/aws-cdk', 29245)],
  catalogue: ['SD-02'],
  explain: ({ records, wanted, mode }) =>
    `the registry has ${records.join(' and ')} records, but tasks in ${mode} mode need ${wanted.join(' or ')}`,
  check(service) {
    if (service.registries.items.length === 0) return FINE;
    const mode = serviceModeOf(service);
    if (!mode || mode.discoveryRecords.length === 0) return FINE;
    const wanted: readonly string[] = mode.discoveryRecords;
    return inEach(service.registries.items, ({ at, recordTypes: records, registry }) => {
      if (!isKnown(records) || records.every((record) => wanted.includes(record))) return undefined;
      const sure = mode.addressOwner === 'instance' && !records.includes('SRV') && !records.includes('CNAME');
      const facts = { records, wanted, mode: mode.name, registry: registry?.path ?? '' };
      const others = registry ? [registry] : [];
      return { at: atField(at, 'registryArn'), facts, others, ...(sure ? {} : { effect: 'may go wrong' }) };
    });
  },
});
