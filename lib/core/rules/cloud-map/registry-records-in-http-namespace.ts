import { atField } from '../../values/place';
import { inEach, type NoFacts } from '../violations';
import { defineRule } from '../rule';
import { API_DISCOVERY, preflight } from '../sources';

export const registryRecordsInHttpNamespace = defineRule<'cloudMap', NoFacts>({
  id: 'registry-records-in-http-namespace',
  subject: 'cloudMap',
  effect: 'cannot deploy',
  title: 'DNS records in an HTTP namespace',
  why: 'names of an HTTP namespace are looked up through the API of Cloud Map',
  broken: 'Cloud Map refuses the registry',
  fix: 'leave DnsConfig out, or use a private DNS namespace',
  sources: [API_DISCOVERY, preflight('pf-servicediscovery-service-dnsconfig-in-http-namespace', 'servicediscovery')],
  catalogue: ['§1.4 Service discovery'],
  explain: () => 'the registry has DNS records, but its namespace is an HTTP namespace',
  check: ({ registries }) =>
    inEach(registries, ({ at, namespaceKind, hasDnsConfig }) =>
      namespaceKind === 'http' && hasDnsConfig ? { at: atField(at, 'dnsConfig'), facts: {} } : undefined,
    ),
});
