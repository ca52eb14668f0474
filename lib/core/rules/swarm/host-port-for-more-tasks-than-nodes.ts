import { nameOf } from '../../engine/definition/docker-reading';
import { placementOf } from '../../engine/swarm/placement';
import { defineRule } from '../rule';
import { SWARM } from './sources';
import { known } from '../../values/unknown';

export const hostPortForMoreTasksThanNodes = defineRule<
  'dockerSwarm',
  { service: string; port: string; tasks: number; nodes: number }
>({
  id: 'host-port-for-more-tasks-than-nodes',
  subject: 'dockerSwarm',
  effect: 'cannot work',
  title: 'a service has more tasks with one host port than there are nodes',
  why: 'a port in host mode is one of the node, so a node runs one task of the service',
  broken: 'the tasks that are too many stay pending: "no suitable node (host-mode port already in use on 2 nodes)"',
  fix: 'make the service global, or publish the port in ingress mode',
  sources: [`${SWARM}/services/#publish-ports`],
  catalogue: ['swarm host ports'],
  explain: ({ service, port, tasks, nodes }) =>
    `service ${service} has ${tasks} tasks with host port ${port} on ${nodes} nodes`,
  *check(swarm) {
    for (const service of swarm.services.items) {
      if (service.mode.kind === 'global') continue;
      const tasks = known(service.mode.replicas);
      const { nodes, tasks: placed } = placementOf(swarm, service);
      if (tasks === undefined || known(placed) === undefined || nodes.length === 0 || tasks <= nodes.length) continue;
      const taken = service.ports.items.find(
        ({ mode, published }) => mode === 'host' && known(published) !== undefined,
      );
      if (!taken) continue;
      const port = `${known(taken.published) ?? ''}/${taken.protocol}`;
      yield { at: taken.at, facts: { service: nameOf(service), port, tasks, nodes: nodes.length } };
    }
  },
});
