import { type Listener } from '../../ecs/load-balancing';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { FINE } from '../violations';
import { defineRule, type Violation } from '../rule';
import { API_LISTENER } from '../sources';

export const listenerPortTaken = defineRule<'loadBalancing', { port: number; other: string }>({
  id: 'listener-port-taken',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'two listeners of one load balancer on one port',
  why: 'a load balancer has each port once, whatever the protocol; for TCP and UDP on one port there is TCP_UDP',
  broken: 'Elastic Load Balancing refuses the second: "A listener already exists on this port for this load balancer"',
  fix: 'use another port, put the targets behind rules of one listener, or use one TCP_UDP listener',
  sources: [API_LISTENER],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ port, other }) => `port ${port} of the load balancer is taken by ${other}`,
  check({ listeners }) {
    let found: Violation<{ port: number; other: string }>[] | undefined;
    const taken = new Map<string, Listener>();
    for (const listener of listeners) {
      const { at, port, loadBalancer } = listener;
      if (typeof port !== 'number' || !isKnown(loadBalancer)) continue;
      const key = `${loadBalancer} ${port}`;
      const other = taken.get(key);
      if (!other) taken.set(key, listener);
      else {
        const facts = { port, other: other.at.path };
        (found ??= []).push({ at: atField(at, 'port'), facts, others: [other.at] });
      }
    }
    return found ?? FINE;
  },
});
