import { type SwarmNode } from '../../engine/swarm/swarm';
import { defineRule } from '../rule';
import { SWARM } from './sources';

export const nodeNameTaken = defineRule<'dockerSwarm', { node: string }>({
  id: 'node-name-taken',
  subject: 'dockerSwarm',
  effect: 'may go wrong',
  title: 'two nodes of a swarm have one name',
  why: 'swarm tells nodes apart by their ids; a host name that two of them have stands for either',
  broken:
    'a constraint on the host name is met by both, and commands refuse the name: "node web is ambiguous (2 matches found)"',
  fix: 'give one of the machines another host name before it joins',
  sources: [`${SWARM}/manage-nodes/`],
  catalogue: ['swarm node names'],
  explain: ({ node }) => `two nodes of the swarm are called ${node}`,
  *check({ nodes }) {
    const first = new Map<string, SwarmNode>();
    for (const node of nodes.items) {
      const other = first.get(node.name.toLowerCase());
      if (other) yield { at: node.at, facts: { node: node.name }, others: [other.at] };
      else first.set(node.name.toLowerCase(), node);
    }
  },
});
