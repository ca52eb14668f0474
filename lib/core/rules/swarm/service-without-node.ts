import { known, nameOf } from '../../engine/definition/docker-reading';
import { admits } from '../../engine/swarm/placement';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { SWARM } from './sources';

export const serviceWithoutNode = defineRule<'dockerSwarm', { service: string; constraints: string[]; nodes: number }>({
  id: 'service-without-node',
  subject: 'dockerSwarm',
  effect: 'cannot work',
  title: 'no node of the swarm takes the tasks of a service',
  why: 'a task runs on a node that is active and meets every constraint of its service; of a key that swarm does not know no node has a value',
  broken: 'the tasks stay pending: "no suitable node (scheduling constraints not satisfied on 2 nodes)"',
  fix: 'change the constraints, or give a node the label that they ask for',
  sources: [`${SWARM}/services/#placement-constraints`],
  catalogue: ['swarm placement'],
  explain: ({ service, constraints, nodes }) =>
    `none of ${nodes} nodes takes tasks of service ${service}${constraints.length === 0 ? '' : `: ${constraints.join(', ')}`}`,
  *check({ nodes, services }) {
    if (!nodes.complete) return;
    for (const service of services.items) {
      if (service.mode.kind === 'replicated' && service.mode.replicas === 0) continue;
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
