import { type Cluster } from '../../ecs/cluster';
import { contentionOf, hostPortLedger } from '../../ecs/host-port-ledger';
import { placementOf } from '../../ecs/placement';
import { defineRule, type Violation } from '../rule';
import { API_PORT_MAPPING, GUIDE_EVENTS } from '../sources';
import { FINE } from '../violations';

type Facts = {
  port: string;
  services: readonly string[];
  tasks: number;
  instances: number;
  placement: readonly string[];
};

/** Instances that are shown one by one. */
const SHOWN = 8;

export const hostPortContended = defineRule<'cluster', Facts>({
  id: 'host-port-contended',
  subject: 'cluster',
  effect: 'cannot work',
  title: 'services that claim one host port on too few instances',
  why: 'an instance has each port once, so it hosts one task of all of them together',
  broken:
    'one of the services never reaches its desired count: "The closest matching container-instance … is already using a port required by your task."',
  fix: ({ dynamicHostPort }) =>
    `give one of the services another host port, ${dynamicHostPort}, or capacity of its own`,
  sources: [API_PORT_MAPPING, GUIDE_EVENTS],
  catalogue: ['PLACE-03'],
  explain: ({ port, services, tasks, instances, placement }) =>
    `${services.join(' and ')} claim host port ${port} for ${tasks} tasks on ${instances} ${instances === 1 ? 'instance' : 'instances'}; the best possible placement: ${placement.join('; ')}`,
  check(cluster) {
    if (cluster.services.items.length < 2) return FINE;
    let found: Violation<Facts>[] | undefined;
    let placement: readonly string[] | undefined;
    for (const entry of hostPortLedger(cluster)) {
      const contention = contentionOf(entry);
      if (!contention) continue;
      const [first, ...others] = contention.holders;
      // one service alone that does not fit has a rule of its own
      const least = contention.holders.some(
        ({ service, hosting }) =>
          typeof service.desiredCount === 'number' && service.desiredCount > (hosting.instances ?? 0),
      );
      if (!first || least) continue;
      (found ??= []).push({
        at: first.service.at,
        facts: {
          port: `${entry.hostPort}/${entry.protocol}`,
          services: contention.holders.map(({ service }) => service.at.path),
          tasks: contention.tasks,
          instances: contention.instances,
          placement: (placement ??= shown(cluster)),
        },
        others: others.map(({ service }) => service.at),
      });
    }
    return found ?? FINE;
  },
});

function shown(cluster: Cluster): readonly string[] {
  const { instances, leftOver } = placementOf(cluster);
  const lines = instances
    .filter(({ services }) => services.length > 0)
    .slice(0, SHOWN)
    .map(
      ({ capacity, number, services }) =>
        `${capacity.at.path} ${number}: ${services.map(({ at }) => at.path).join(', ')}`,
    );
  for (const { service, tasks } of leftOver) lines.push(`left over: ${tasks} of ${service.at.path}`);
  return lines;
}
