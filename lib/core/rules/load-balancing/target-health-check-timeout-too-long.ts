import { healthCheckOf } from '../../ecs/target-health-check';
import { atField } from '../../values/place';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_TARGET_GROUP, preflight } from '../sources';

export const targetHealthCheckTimeoutTooLong = defineRule<'loadBalancing', { timeout: number; interval: number }>({
  id: 'target-health-check-timeout-too-long',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'a health check timeout that is not shorter than the interval',
  why: 'the timeout ends before the next check begins',
  broken: `Elastic Load Balancing refuses it: "Health check timeout '30' must be smaller than the interval '30'"`,
  fix: 'set the timeout below the interval',
  sources: [API_TARGET_GROUP, preflight('pf-elbv2-hc-timeout-interval', 'elbv2')],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ timeout, interval }) =>
    `the health check waits ${timeout} seconds for an answer and is repeated every ${interval} seconds; it has to wait for less than that`,
  check: ({ targetGroups }) =>
    inEach(targetGroups, (group) => {
      const check = healthCheckOf(group);
      const { timeoutSeconds: timeout, intervalSeconds: interval } = check ?? {};
      if (typeof timeout !== 'number' || typeof interval !== 'number' || timeout < interval) return undefined;
      // the checks of Network Load Balancers once had 10 seconds for both, which is still taken
      if (check?.protocol === 'TCP' && timeout === 10 && interval === 10) return undefined;
      return { at: atField(group.at, 'healthCheckTimeoutSeconds'), facts: { timeout, interval } };
    }),
});
