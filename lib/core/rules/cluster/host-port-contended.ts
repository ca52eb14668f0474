import { contentionOf, hostPortLedger } from '../../ecs/host-port-ledger';
import { desiredTasks } from '../../ecs/service-reading';
import { counted, joined } from '../../values/phrase';
import { defineRule, type Violation } from '../rule';
import { API_PORT_MAPPING, GUIDE_EVENTS } from '../sources';
import { FINE } from '../violations';

type Facts = {
  port: string;
  services: readonly string[];
  /** How many tasks each of them has, in that order. */
  shares: readonly number[];
  tasks: number;
  instances: number;
  /** Whether they are made from one task definition, so that none can have another port by itself. */
  isShared: boolean;
};

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
  fixFor:
    ({ services, tasks, isShared }) =>
    ({ dynamicHostPort }) =>
      `use ${dynamicHostPort}, run ${tasks} instances or more, or give ${services.at(-1) ?? 'one of the services'} ${isShared ? 'a task definition of its own with another host port' : 'another host port'}`,
  sources: [API_PORT_MAPPING, GUIDE_EVENTS],
  catalogue: ['PLACE-03'],
  explain: ({ port, services, shares, tasks, instances }) => {
    const who = services.map((service, index) => `${service} (${counted(shares[index] ?? 0, 'task')})`);
    const left = tasks - instances;
    return `${joined(who, 'and')} want host port ${port} of an instance for each task, but there ${instances === 1 ? 'is' : 'are'} only ${counted(instances, 'instance')}: ${counted(left, 'task')} ${left === 1 ? 'finds' : 'find'} no place`;
  },
  check(cluster) {
    if (cluster.services.items.length < 2) return FINE;
    let found: Violation<Facts>[] | undefined;
    for (const entry of hostPortLedger(cluster)) {
      const contention = contentionOf(entry);
      if (!contention) continue;
      const [first, ...others] = contention.holders;
      // one service alone that does not fit has a rule of its own
      const isOneTooMany = contention.holders.some(
        ({ service, hosting }) =>
          typeof service.desiredCount === 'number' && service.desiredCount > (hosting.instances ?? 0),
      );
      if (!first || isOneTooMany) continue;
      (found ??= []).push({
        at: first.service.at,
        facts: {
          port: `${entry.hostPort}/${entry.protocol}`,
          services: contention.holders.map(({ service }) => service.at.path),
          tasks: contention.tasks,
          instances: contention.instances,
          shares: contention.holders.map(({ service }) => desiredTasks(service) ?? 0),
          isShared: new Set(contention.holders.map(({ service }) => service.task)).size < contention.holders.length,
        },
        others: others.map(({ service }) => service.at),
      });
    }
    return found ?? FINE;
  },
});
