import { balancerOf } from '../../ecs/load-balancing';
import { admitsNobody, portsOf } from '../../ecs/security-group';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_LISTENER } from '../sources';

export const listenerPortClosed = defineRule<
  'loadBalancing',
  { port: string; groups: readonly string[]; admitted: readonly string[] }
>({
  id: 'listener-port-closed',
  subject: 'loadBalancing',
  effect: 'may go wrong',
  title: 'the security groups of a load balancer do not admit the port of its listener',
  why: 'clients come to the listener, and the groups of the load balancer are asked first',
  broken: 'silently, clients time out',
  fix: 'admit the clients on the port of the listener in a security group of the load balancer',
  sources: [API_LISTENER],
  catalogue: ['LB-10'],
  explain: ({ port, groups, admitted }) =>
    `the listener is on ${port}, and ${groups.join(' and ')} ${groups.length === 1 ? 'admits' : 'admit'} ${admitted.length === 0 ? 'nothing' : admitted.join(', ')}`,
  check(all) {
    const filters = new Map(all.securityGroups.map((group) => [group.key, group]));
    return inEach(all.listeners, (listener) => {
      const { at, port, protocol } = listener;
      const balancer = balancerOf(all, listener);
      if (!balancer || typeof port !== 'number' || !isKnown(protocol)) return undefined;
      const { items, complete } = balancer.securityGroups;
      const groups = items.map((key) => (isKnown(key) ? filters.get(key) : undefined));
      if (!complete || groups.length === 0 || !groups.every((group) => group !== undefined)) return undefined;
      const transport = protocol === 'UDP' ? 'udp' : 'tcp';
      if (!groups.every(({ ingress }) => admitsNobody(ingress, [port, port], transport))) return undefined;
      const admitted = [...new Set(groups.flatMap(({ ingress }) => ingress.items.map(portsOf)))];
      return {
        at: atField(at, 'port'),
        facts: { port: `port ${port}/${transport}`, groups: groups.map((group) => group.at.path), admitted },
        others: groups.map((group) => group.at),
      };
    });
  },
});
