import { inEach, type NoFacts } from '../violations';
import { defineRule } from '../rule';
import { API_DISCOVERY_CHECK, preflight } from '../sources';

export const registryHealthCheckInPrivateNamespace = defineRule<'cloudMap', NoFacts>({
  id: 'registry-health-check-in-private-namespace',
  subject: 'cloudMap',
  effect: 'cannot deploy',
  title: 'a health check of Route 53 in a private namespace',
  why: 'it comes from the internet, and cannot ask addresses of a VPC',
  broken: 'Cloud Map refuses the registry',
  fix: 'use HealthCheckCustomConfig, with which ECS reports the health of its tasks',
  sources: [
    API_DISCOVERY_CHECK,
    preflight('pf-servicediscovery-service-healthcheck-in-private-namespace', 'servicediscovery'),
  ],
  catalogue: ['§1.4 Service discovery'],
  explain: () => 'the registry has a health check of Route 53, but its namespace is private',
  check: ({ registries }) =>
    inEach(registries, ({ namespaceKind, healthCheck }) =>
      namespaceKind === 'private' && healthCheck ? { at: healthCheck.at, facts: {} } : undefined,
    ),
});
