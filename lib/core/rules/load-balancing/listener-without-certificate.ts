import { atField } from '../../values/place';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_LISTENER } from '../sources';

export const listenerWithoutCertificate = defineRule<'loadBalancing', { protocol: string }>({
  id: 'listener-without-certificate',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'an HTTPS or TLS listener has no certificate',
  why: 'it ends TLS, and shows that certificate to clients',
  broken: 'Elastic Load Balancing refuses it: "A certificate must be specified for HTTPS listeners"',
  fix: 'give the listener one certificate of ACM or IAM, or the protocol HTTP or TCP',
  sources: [API_LISTENER],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ protocol }) => `the listener speaks ${protocol} and names no certificate`,
  check: ({ listeners }) =>
    inEach(listeners, ({ at, protocol, certificates }) => {
      if (protocol !== 'HTTPS' && protocol !== 'TLS') return undefined;
      if (certificates.items.length > 0 || !certificates.complete) return undefined;
      return { at: atField(at, 'protocol'), facts: { protocol } };
    }),
});
