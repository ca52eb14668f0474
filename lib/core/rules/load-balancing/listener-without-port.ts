import { balancerOf } from '../../ecs/load-balancing';
import { inEach, type NoFacts } from '../violations';
import { defineRule } from '../rule';
import { API_LISTENER, preflight } from '../sources';

export const listenerWithoutPort = defineRule<'loadBalancing', NoFacts>({
  id: 'listener-without-port',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'a listener without a port',
  why: 'only the listener of a Gateway Load Balancer has none: it takes packets for every port',
  broken: 'Elastic Load Balancing refuses it: "A listener port must be specified"',
  fix: 'set the port that clients dial',
  sources: [API_LISTENER, preflight('pf-elbv2-listener-port-required', 'elbv2')],
  catalogue: ['§1.4 Load balancers'],
  explain: () => 'the listener names no port',
  check: (all) =>
    inEach(all.listeners, (listener) => {
      const type = balancerOf(all, listener)?.type;
      if (listener.port !== undefined || (type !== 'application' && type !== 'network')) return undefined;
      return { at: listener.at, facts: {} };
    }),
});
