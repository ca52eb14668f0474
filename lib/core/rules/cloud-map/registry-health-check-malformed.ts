import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_DISCOVERY_CHECK, preflight } from '../sources';

/** What may be wrong, each with what to do. */
const FIXES = {
  'is one of Route 53 and one of its own at once': 'keep one of HealthCheckConfig and HealthCheckCustomConfig',
  'has no failure threshold': 'set FailureThreshold, from 1 to 10',
  'is over TCP and has a path': 'leave the path out, or check over HTTP or HTTPS',
} as const;

export const registryHealthCheckMalformed = defineRule<'cloudMap', { problem: keyof typeof FIXES }>({
  id: 'registry-health-check-malformed',
  subject: 'cloudMap',
  effect: 'cannot deploy',
  title: 'a health check of a registry without what CloudFormation needs',
  why: 'it needs a failure threshold, has no path over TCP, and is of one kind only',
  broken: 'the registry is refused; without FailureThreshold CloudFormation fails with an internal failure',
  fix: 'set FailureThreshold, leave the path out over TCP, and keep one of HealthCheckConfig and HealthCheckCustomConfig',
  fixFor: ({ problem }) => FIXES[problem],
  sources: [
    API_DISCOVERY_CHECK,
    preflight('pf-servicediscovery-service-healthcheck-requires-failure-threshold', 'servicediscovery'),
    preflight('pf-servicediscovery-service-tcp-healthcheck-resourcepath', 'servicediscovery'),
  ],
  catalogue: ['§1.4 Service discovery'],
  explain: ({ problem }) => `the health check of the registry ${problem}`,
  check: ({ registries }) =>
    inEach(registries, ({ healthCheck: check, hasCustomHealthCheck, namespaceKind }) => {
      // in a private namespace it is wrong whatever it says
      if (!check || namespaceKind === 'private') return undefined;
      const problem: keyof typeof FIXES | undefined = hasCustomHealthCheck
        ? 'is one of Route 53 and one of its own at once'
        : check.failureThreshold === undefined
          ? 'has no failure threshold'
          : check.type === 'TCP' && check.hasPath
            ? 'is over TCP and has a path'
            : undefined;
      return problem === undefined ? undefined : { at: check.at, facts: { problem } };
    }),
});
