import { type Capacity } from '../../ecs/capacity';
import { asksForDistinctInstances, claimsHostPorts, type Hosting } from '../../ecs/hosting';
import { hostPortLedger, ingressOverridesOf } from '../../ecs/host-port-ledger';
import { defineRule, type Violation } from '../rule';
import { agent, API_CONNECT } from '../sources';
import { FINE } from '../violations';

type Facts = { port: number; service: string; other: string };

export const ingressPortOverrideContended = defineRule<'cluster', Facts>({
  id: 'ingress-port-override-contended',
  subject: 'cluster',
  effect: 'may go wrong',
  title: 'two tasks with one ingress port override behind the bridge of one instance',
  why: 'the override is a fixed host port that the scheduler does not know of, so it puts two of them on one instance',
  broken: 'the second task on an instance dies without a reason in its status, again and again',
  fix: ({ field }) =>
    `leave ${field('ingressPortOverride')} out, so that each proxy gets a port of its own, or ask for distinct instances`,
  sources: [API_CONNECT, agent('agent/api/task/task.go')],
  catalogue: ['SC-13'],
  explain: ({ port, service, other }) =>
    service === other
      ? `several tasks of ${service} listen on host port ${port} through Service Connect, and may land on one instance`
      : `${service} and ${other} listen on host port ${port}, and may land on one instance`,
  check(cluster) {
    if (!cluster.services.items.some((service) => ingressOverridesOf(service).length > 0)) return FINE;
    const found: Violation<Facts>[] = [];
    for (const { hostPort: port, protocol, holders } of hostPortLedger(cluster)) {
      if (protocol !== 'tcp') continue;
      for (const { service, by, hosting } of holders) {
        if (by !== 'ingress override') continue;
        const path = service.at.path;
        const several = typeof service.desiredCount === 'number' && service.desiredCount > 1;
        if (
          several &&
          service.scheduling === 'REPLICA' &&
          !claimsHostPorts(service) &&
          !asksForDistinctInstances(service)
        ) {
          found.push({ at: service.at, facts: { port, service: path, other: path } });
          continue;
        }
        const other = holders.find((holder) => holder.service !== service && overlap(holder.hosting, hosting));
        if (other) {
          found.push({
            at: service.at,
            facts: { port, service: path, other: other.service.at.path },
            others: [other.service.at],
          });
        }
      }
    }
    return found;
  },
});

function overlap(a: Hosting, b: Hosting): boolean {
  const has = (one: Capacity): boolean => b.capacity.includes(one);
  return a.capacity.some(has);
}
