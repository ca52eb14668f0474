import { type Registry } from '../../ecs/cloud-map';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_DISCOVERY_RECORD, preflight } from '../sources';

export const registryRecordsUnsupported = defineRule<'cloudMap', { problem: string }>({
  id: 'registry-records-unsupported',
  subject: 'cloudMap',
  effect: 'cannot deploy',
  title: 'record types that a registry cannot combine',
  why: 'a CNAME record stands alone, is weighted and has no health check; A, AAAA and SRV records may stand together, each once',
  broken: 'Cloud Map refuses the registry',
  fix: 'keep the CNAME record alone, or leave it out; write each other type once',
  sources: [
    API_DISCOVERY_RECORD,
    preflight('pf-servicediscovery-service-dnsrecord-type-combination', 'servicediscovery'),
    preflight('pf-servicediscovery-service-cname-requires-weighted', 'servicediscovery'),
  ],
  catalogue: ['§1.4 Service discovery'],
  explain: ({ problem }) => `the registry has ${problem}`,
  check: ({ registries }) =>
    inEach(registries, (registry) => {
      const problem = problemOf(registry);
      return problem === undefined ? undefined : { at: atField(registry.at, 'dnsConfig'), facts: { problem } };
    }),
});

const TOGETHER: ReadonlySet<string> = new Set([
  'A',
  'AAAA',
  'A AAAA',
  'SRV',
  'A SRV',
  'AAAA SRV',
  'A AAAA SRV',
  'CNAME',
]);

function problemOf({ recordTypes: { items, complete }, routingPolicy, healthCheck }: Registry): string | undefined {
  if (!complete || items.length === 0 || !items.every(isKnown)) return undefined;
  const types = items.toString();
  const sorted = [...items].sort().join(' ');
  if (new Set(items).size < items.length) return `a record type twice: ${types}`;
  if (!TOGETHER.has(sorted)) return `the record types ${items.join(' and ')}, which Cloud Map does not combine`;
  if (types !== 'CNAME') return undefined;
  if (isKnown(routingPolicy) && routingPolicy !== 'WEIGHTED')
    return `a CNAME record and the routing policy ${routingPolicy}; a CNAME takes WEIGHTED only`;
  return healthCheck ? 'a CNAME record and a health check, which a CNAME cannot have' : undefined;
}
