import { claimsHostPorts, asksForDistinctInstances, hostingOf } from '../../ecs/hosting';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { desiredTasks, taskOf } from '../../ecs/service-reading';
import { hostPortClaims } from '../../ecs/task-reading';
import { GUIDE_EVENTS, issue } from '../sources';
import { inEach } from '../violations';

type Facts = { tasks: number; instances: number; ports: readonly string[] };

export const moreTasksThanInstances = defineRule<'cluster', Facts>({
  id: 'more-tasks-than-instances',
  subject: 'cluster',
  effect: 'cannot work',
  title: 'more tasks with a fixed host port than instances',
  why: 'an instance has each port once, so it takes one task of the service',
  broken:
    'the service never reaches its desired count: "… was unable to place a task because no container instance met all of its requirements. The closest matching container-instance … is already using a port required by your task."',
  fix: ({ field, dynamicHostPort }) =>
    `raise the maximum of the capacity, lower ${field('desiredCount')}, or use ${dynamicHostPort}`,
  sources: [GUIDE_EVENTS, issue('aws-actions/amazon-ecs-deploy-task-definition', 113)],
  catalogue: ['PLACE-01'],
  explain: ({ tasks, instances, ports }) =>
    `${tasks} tasks each take ${ports.length > 0 ? `host port ${ports.join(', ')} of an instance` : 'an instance of their own'}, but there ${instances === 1 ? 'is only 1 instance' : `are only ${instances} instances`}`,
  check: (cluster) =>
    inEach(cluster.services.items, (service) => {
      const tasks = desiredTasks(service);
      if (tasks === undefined || tasks < 2) return undefined;
      if (!claimsHostPorts(service) && !asksForDistinctInstances(service)) return undefined;
      const hosting = hostingOf(cluster, service);
      if (hosting?.instances === undefined || tasks <= hosting.instances) return undefined;
      const task = taskOf(service);
      const ports = task ? hostPortClaims(task).map(({ hostPort, protocol }) => `${hostPort}/${protocol}`) : [];
      return {
        at: atField(service.at, 'desiredCount'),
        facts: { tasks, instances: hosting.instances, ports },
        others: hosting.capacity.map(({ at }) => at),
      };
    }),
});
