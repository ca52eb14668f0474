import { balancerOf, type LoadBalancerType } from '../../ecs/load-balancing';
import { joined } from '../../values/phrase';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_LISTENER, preflight } from '../sources';

/** Protocols of listeners by the type of their load balancer; that of a Gateway Load Balancer names none. */
const SPOKEN: Readonly<Record<LoadBalancerType, readonly string[]>> = {
  application: ['HTTP', 'HTTPS'],
  network: ['TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'],
  gateway: [],
};

export const listenerProtocolUnsupported = defineRule<
  'loadBalancing',
  { protocol: string; type: string; allowed: readonly string[] }
>({
  id: 'listener-protocol-unsupported',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'a listener with a protocol that its load balancer does not support',
  why: 'an Application Load Balancer speaks HTTP and HTTPS, a Network Load Balancer TCP, TLS, UDP and QUIC',
  broken: `Elastic Load Balancing refuses it: "Protocol 'TCP' is not supported on load balancers with type 'application'"`,
  fix: 'use a protocol of the load balancer, or a load balancer of the type that has it',
  sources: [API_LISTENER, preflight('pf-elbv2-listener-protocol-lb-type', 'elbv2')],
  catalogue: ['LB-08'],
  explain: ({ protocol, type, allowed }) =>
    protocol === ''
      ? `the listener of a load balancer of type ${type} names no protocol; it takes ${joined(allowed, 'or')}`
      : `the listener speaks ${protocol}; a load balancer of type ${type} takes ${joined(allowed, 'or')}`,
  check: (all) =>
    inEach(all.listeners, (listener) => {
      const type = balancerOf(all, listener)?.type;
      const { at, protocol } = listener;
      if (type === undefined || !isKnown(type) || !isKnown(protocol)) return undefined;
      const allowed = SPOKEN[type];
      if (allowed.length === 0 || (protocol !== undefined && allowed.includes(protocol))) return undefined;
      return { at: atField(at, 'protocol'), facts: { protocol: protocol ?? '', type, allowed } };
    }),
});
