import { nameOf } from '../../ecs/task-reading';
import { isKnown } from '../../values/unknown';
import { atField } from '../../values/place';
import { FINE, inContainers } from '../violations';
import { defineRule } from '../rule';
import { API_CONTAINER, issue } from '../sources';

export const logRouterUnused = defineRule<'task', { container: string; drivers: readonly string[] }>({
  id: 'log-router-unused',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'a log router that no container sends its logs to',
  why: 'a log router of FireLens is there for containers with the driver awsfirelens; one that is not for FireLens has no configuration',
  broken:
    'RegisterTaskDefinition refuses it: "When a firelensConfiguration object is specified, at least one container has to be configured with the awsfirelens log driver."',
  fix: ({ containerField }) =>
    `let a container of the task log with awsfirelens, or leave out the ${containerField('firelensConfiguration')}`,
  sources: [API_CONTAINER, issue('aws/amazon-cloudwatch-logs-for-fluent-bit', 20)],
  catalogue: ['§3.5'],
  explain: ({ container, drivers }) =>
    `container ${container} is a log router, and ${drivers.length === 0 ? 'no container names a log driver' : `the containers log with ${drivers.join(', ')}`}`,
  check(task) {
    const { items, complete } = task.containers;
    const drivers = items.map(({ logDriver }) => logDriver);
    if (!complete || !drivers.every((driver) => driver === undefined || isKnown(driver))) return FINE;
    if (drivers.includes('awsfirelens')) return FINE;
    const named = [...new Set(drivers.filter((driver) => typeof driver === 'string'))];
    return inContainers(task, (container) =>
      container.firelens === undefined
        ? undefined
        : {
            at: atField(container.at, 'firelensConfiguration'),
            facts: { container: nameOf(container), drivers: named },
          },
    );
  },
});
