import { isPortNumber } from '../../values/port';
import { atField } from '../../values/place';
import { quoted } from '../../values/model-error';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_TARGET_GROUP, preflight } from '../sources';

export const targetHealthCheckPortMalformed = defineRule<'loadBalancing', { port: string }>({
  id: 'target-health-check-port-malformed',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'a health check asks a port that does not exist',
  why: 'it asks traffic-port, which is the one that the target takes requests on, or a number',
  broken: `Elastic Load Balancing refuses it: "Health check port must be 'traffic-port' or in the range 1-65535"`,
  fix: 'write traffic-port, or a number from 1 to 65535',
  sources: [API_TARGET_GROUP, preflight('pf-elbv2-tg-hc-port-format', 'elbv2')],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ port }) => `the health check asks port ${quoted(port)}; possible are traffic-port and 1 to 65535`,
  check: ({ targetGroups }) =>
    inEach(targetGroups, ({ at, healthCheckPort: port }) => {
      if (typeof port !== 'string' || port === 'traffic-port' || isPortNumber(Number(port))) return undefined;
      return { at: atField(at, 'healthCheckPort'), facts: { port } };
    }),
});
