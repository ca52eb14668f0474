import { atField } from '../../values/place';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_LISTENER, preflight } from '../sources';

/** What a listener speaks without TLS. */
const PLAIN: ReadonlySet<string> = new Set(['HTTP', 'TCP', 'UDP', 'TCP_UDP']);

export const listenerCertificateMisplaced = defineRule<'loadBalancing', { protocol: string; setting: string }>({
  id: 'listener-certificate-misplaced',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'a certificate or security policy on a listener without TLS',
  why: 'only HTTPS and TLS listeners end TLS',
  broken: 'Elastic Load Balancing refuses it: "A certificate cannot be specified for HTTP listeners"',
  fix: 'leave the certificate and the security policy out, or make the listener HTTPS (Application Load Balancer) or TLS (Network Load Balancer)',
  sources: [
    API_LISTENER,
    preflight('pf-elbv2-listener-cert-insecure-protocol', 'elbv2'),
    preflight('pf-elbv2-listener-sslpolicy-secure-only', 'elbv2'),
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ protocol, setting }) => `the listener speaks ${protocol}, but has ${setting}, which is for TLS`,
  check: ({ listeners }) =>
    inEach(listeners, ({ at, protocol, certificates, sslPolicy }) => {
      if (typeof protocol !== 'string' || !PLAIN.has(protocol)) return undefined;
      if (certificates.items.length > 0) {
        return { at: atField(at, 'certificates'), facts: { protocol, setting: 'a certificate' } };
      }
      if (typeof sslPolicy !== 'string') return undefined;
      return { at: atField(at, 'sslPolicy'), facts: { protocol, setting: 'a security policy' } };
    }),
});
