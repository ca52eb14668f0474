import { healthCheckOf } from '../../ecs/target-health-check';
import { atField } from '../../values/place';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_TARGET_GROUP, preflight } from '../sources';

export const targetHealthCheckPathOnTcp = defineRule<'loadBalancing', { setting: string }>({
  id: 'target-health-check-path-on-tcp',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'a health check over TCP with a path or codes',
  why: 'over TCP a connection that opens is the answer; paths and codes are for HTTP',
  broken: 'Elastic Load Balancing refuses it: "Health check path is not supported for health checks with protocol TCP"',
  fix: 'leave the path and the codes out, or set the protocol of the health check to HTTP or HTTPS',
  sources: [API_TARGET_GROUP, preflight('pf-elbv2-tcp-health-check-path', 'elbv2')],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ setting }) => `the health check is over TCP, but has ${setting}`,
  check: ({ targetGroups }) =>
    inEach(targetGroups, (group) => {
      const check = healthCheckOf(group);
      if (check?.protocol !== 'TCP') return undefined;
      const { path, httpCode } = group.healthCheck ?? {};
      if (typeof path === 'string') return { at: atField(group.at, 'healthCheckPath'), facts: { setting: 'a path' } };
      if (typeof httpCode !== 'string') return undefined;
      return { at: atField(group.at, 'matcher'), facts: { setting: 'HTTP codes' } };
    }),
});
