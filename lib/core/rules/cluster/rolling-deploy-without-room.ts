import { claimsHostPorts, hostingOf } from '../../ecs/hosting';
import { atField } from '../../values/place';
import { canRoll, DEFAULT_PERCENT } from '../../ecs/rolling-deploy';
import { defineRule } from '../rule';
import { desiredTasks } from '../../ecs/service-reading';
import { API_DEPLOYMENT, issue } from '../sources';
import { inEach } from '../violations';

type Facts = { tasks: number; instances: number; lowest: number };

export const rollingDeployWithoutRoom = defineRule<'cluster', Facts>({
  id: 'rolling-deploy-without-room',
  subject: 'cluster',
  effect: 'breaks at the next deployment',
  title: 'rolling deployment with fixed host ports, and no instance to spare',
  why: 'while the old tasks hold the ports, a new task needs an instance where none of them runs',
  broken: 'the first deployment works; every later one waits for ever, because no task may stop and none can start',
  fix: ({ field, dynamicHostPort }) =>
    `lower ${field('minimumHealthyPercent')}, raise the maximum of the capacity by one, or use ${dynamicHostPort}`,
  sources: [API_DEPLOYMENT, issue('hashicorp/terraform', 11253), issue('convox/rack', 429)],
  catalogue: ['PLACE-02'],
  explain: ({ tasks, instances, lowest }) =>
    `${lowest} of ${tasks} tasks have to stay up, and ${instances} ${instances === 1 ? 'instance has' : 'instances have'} no room for one more with the same host ports`,
  check: (cluster) =>
    inEach(cluster.services.items, (service) => {
      const tasks = desiredTasks(service);
      if (tasks === undefined || tasks < 1 || service.deploymentController !== 'ECS') return undefined;
      const {
        minimumHealthyPercent = DEFAULT_PERCENT.REPLICA.minimumHealthyPercent,
        maximumPercent = DEFAULT_PERCENT.REPLICA.maximumPercent,
      } = service;
      if (typeof minimumHealthyPercent !== 'number' || typeof maximumPercent !== 'number') return undefined;
      if (!claimsHostPorts(service)) return undefined;
      const percents = { desired: tasks, minimumHealthyPercent, maximumPercent };
      // that percentages alone block it, or that the tasks do not even fit, has a rule of its own
      if (!canRoll(percents).possible) return undefined;
      const hosting = hostingOf(cluster, service);
      const instances = hosting?.instances;
      if (!hosting || instances === undefined || tasks > instances) return undefined;
      const verdict = canRoll({ ...percents, instances });
      if (verdict.possible) return undefined;
      return {
        at: atField(service.at, 'deploymentConfiguration'),
        facts: { tasks, instances, lowest: verdict.lowest },
        others: hosting.capacity.map(({ at }) => at),
        // scaled to another number of tasks it may be possible
        ...(service.isScaled === false ? {} : { effect: 'may go wrong' }),
      };
    }),
});
