import { nameOf } from '../../ecs/task-reading';
import { atField } from '../../values/place';
import { FINE, inContainers } from '../violations';
import { defineRule } from '../rule';
import { API_CONTAINER, preflight } from '../sources';

export const logRouterMissing = defineRule<'task', { container: string }>({
  id: 'log-router-missing',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'logs sent to a log router that does not exist',
  why: 'the driver awsfirelens hands logs to a container of the same task',
  broken:
    'RegisterTaskDefinition refuses it: "When awsfirelens log driver is specified in log configuration, a firelens configuration object must be specified"',
  fix: ({ containerField }) =>
    `give a container of the task a ${containerField('firelensConfiguration')}, or use another log driver`,
  sources: [API_CONTAINER, preflight('pf-ecs-awsfirelens-without-router')],
  catalogue: ['§3.5'],
  explain: ({ container }) =>
    `container ${container} sends its logs to a log router, and no container of the task is one`,
  check(task) {
    if (!task.containers.complete || task.containers.items.some(({ firelens }) => firelens !== undefined)) return FINE;
    return inContainers(task, (container) =>
      container.logDriver === 'awsfirelens'
        ? { at: atField(container.at, 'logConfiguration'), facts: { container: nameOf(container) } }
        : undefined,
    );
  },
});
