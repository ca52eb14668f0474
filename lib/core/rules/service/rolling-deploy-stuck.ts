import { atField } from '../../values/place';
import { canRoll, DEFAULT_PERCENT } from '../../ecs/rolling-deploy';
import { defineRule } from '../rule';
import { API_DEPLOYMENT, issue } from '../sources';
import { counted } from '../../values/phrase';
import { desiredTasks } from '../../ecs/service-reading';
import { FINE } from '../violations';

export const rollingDeployStuck = defineRule<'service', { tasks: number; lowest: number; highest: number }>({
  id: 'rolling-deploy-stuck',
  subject: 'service',
  effect: 'breaks at the next deployment',
  title: 'deployment percentages without room for a whole task',
  why: 'the tasks that must stay up are rounded up, the tasks that may run are rounded down',
  broken: 'the first deployment works; every later one waits for ever, because no task may stop and none may start',
  fix: ({ field }) =>
    `lower ${field('minimumHealthyPercent')} until a task may stop, or raise ${field('maximumPercent')} until one more may run`,
  sources: [API_DEPLOYMENT, issue('hashicorp/terraform', 11253)],
  catalogue: ['PLACE-02'],
  explain: ({ tasks, lowest, highest }) =>
    `the service is to run ${counted(tasks, 'task')}, with at least ${lowest} up and at most ${highest} during a deployment: it can neither stop one nor start one`,
  check(service) {
    const tasks = desiredTasks(service);
    if (tasks === undefined || tasks < 1 || service.deploymentController !== 'ECS') return FINE;
    const {
      minimumHealthyPercent: least = DEFAULT_PERCENT.REPLICA.minimumHealthyPercent,
      maximumPercent: most = DEFAULT_PERCENT.REPLICA.maximumPercent,
    } = service;
    if (typeof least !== 'number' || typeof most !== 'number' || least > 100 || most < 100) return FINE;
    if (least === 100 && most === 100) return FINE;
    const verdict = canRoll({ desired: tasks, minimumHealthyPercent: least, maximumPercent: most });
    if (verdict.possible) return FINE;
    const { lowest, highest } = verdict;
    return [
      {
        at: atField(service.at, 'deploymentConfiguration'),
        facts: { tasks, lowest, highest },
        // scaled to another number of tasks it may be possible
        ...(service.isScaled === false ? {} : { effect: 'may go wrong' }),
      },
    ];
  },
});
