import { nameOf } from '../../engine/definition/docker-reading';
import { admits, excludedBy } from '../../engine/swarm/placement';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { SWARM } from './sources';
import { known } from '../../values/unknown';

export const serviceWithoutNode = defineRule<
  'dockerSwarm',
  { service: string; constraints: readonly string[]; nodes: number | 'any' }
>({
  id: 'service-without-node',
  subject: 'dockerSwarm',
  effect: 'cannot work',
  title: 'no node of the swarm takes the tasks of a service',
  why: 'a task runs on a node that is active and meets every constraint of its service; no node has a value for a key that swarm does not know',
  broken: 'the tasks stay pending: "no suitable node (scheduling constraints not satisfied on 2 nodes)"',
  fix: 'change the constraints, or give a node the label that they ask for',
  sources: [`${SWARM}/services/#placement-constraints`],
  catalogue: ['swarm placement'],
  explain: ({ service, constraints, nodes }) => {
    const who = nodes === 'any' ? 'no node can take' : `none of ${nodes} nodes takes`;
    return `${who} tasks of service ${service}${constraints.length === 0 ? '' : `: ${constraints.join(', ')}`}`;
  },
  *check({ nodes, services }) {
    for (const service of services.items) {
      if (service.mode.kind === 'replicated' && service.mode.replicas === 0) continue;
      const excluded = excludedBy(service);
      if (excluded) {
        const facts = { service: nameOf(service), constraints: excluded, nodes: 'any' } as const;
        yield { at: atField(service.at, 'constraints'), facts, others: nodes.items.map(({ at }) => at) };
        continue;
      }
      if (!nodes.complete) continue;
      if (nodes.items.some((node) => admits(node, service) !== false)) continue;
      const constraints = service.constraints.items.flatMap((one) => known(one) ?? []);
      yield {
        at: atField(service.at, 'constraints'),
        facts: { service: nameOf(service), constraints, nodes: nodes.items.length },
        others: nodes.items.map(({ at }) => at),
      };
    }
  },
});
