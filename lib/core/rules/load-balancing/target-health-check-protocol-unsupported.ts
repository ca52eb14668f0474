import { atField } from '../../values/place';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_TARGET_GROUP, preflight } from '../sources';

const CHECKS: readonly string[] = ['HTTP', 'HTTPS', 'TCP'];

export const targetHealthCheckProtocolUnsupported = defineRule<'loadBalancing', { check: string; protocol: string }>({
  id: 'target-health-check-protocol-unsupported',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'a target health check over an unsupported protocol',
  why: 'targets are asked over HTTP, HTTPS or TCP; those of HTTP and HTTPS groups over HTTP or HTTPS',
  broken: `Elastic Load Balancing refuses it: "Health check protocol 'UDP' is not supported"`,
  fix: 'set the protocol of the health check to HTTP, HTTPS or TCP, and give the task something that answers it',
  sources: [
    API_TARGET_GROUP,
    preflight('pf-elbv2-tg-hc-protocol-unsupported', 'elbv2'),
    preflight('pf-elbv2-tg-hc-tcp-for-http-tg', 'elbv2'),
  ],
  catalogue: ['LB-09'],
  explain: ({ check, protocol }) =>
    protocol === ''
      ? `targets are checked over ${check}; possible are HTTP, HTTPS and TCP`
      : `targets of protocol ${protocol} cannot be checked over ${check}`,
  check: ({ targetGroups }) =>
    inEach(targetGroups, ({ at, protocol, healthCheckProtocol: check }) => {
      if (typeof check !== 'string') return undefined;
      const where = atField(at, 'healthCheckProtocol');
      if (!CHECKS.includes(check)) return { at: where, facts: { check, protocol: '' } };
      const isHttp = protocol === 'HTTP' || protocol === 'HTTPS';
      return isHttp && check === 'TCP' ? { at: where, facts: { check, protocol } } : undefined;
    }),
});
