import { defineRule } from '../rule';
import { SWARM } from './sources';

export const swarmWithoutManager = defineRule<'dockerSwarm', { nodes: string[] }>({
  id: 'swarm-without-manager',
  subject: 'dockerSwarm',
  effect: 'cannot deploy',
  title: 'a swarm has no manager',
  why: 'overlay networks and services are made by a manager; workers only run what they are told',
  broken:
    'a worker refuses both: "This node is not a swarm manager. Worker nodes can\'t be used to view or modify cluster state."',
  fix: 'make one of the nodes a manager',
  sources: [`${SWARM}/how-swarm-mode-works/nodes/`],
  catalogue: ['swarm managers'],
  explain: ({ nodes }) => `none of the nodes ${nodes.join(', ')} is a manager`,
  *check({ at, nodes }) {
    if (!nodes.complete || nodes.items.length === 0 || nodes.items.some(({ role }) => role === 'manager')) return;
    yield { at, facts: { nodes: nodes.items.map(({ name }) => name) }, others: nodes.items.map((one) => one.at) };
  },
});
