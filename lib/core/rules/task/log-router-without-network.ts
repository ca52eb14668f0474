import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition } from '../../ecs/task';
import { modeOf, nameOf } from '../../ecs/task-reading';
import { GUIDE_PARAMETERS } from '../sources';
import { FINE, inContainers } from '../violations';

type Facts = { container: string };

export const logRouterWithoutNetwork = defineRule<'task', Facts>({
  id: 'log-router-without-network',
  subject: 'task',
  effect: 'may go wrong',
  title: 'log router without a network',
  why: 'it gets the logs through a socket in any mode, but in network mode none it has no way to send them on',
  broken: 'silently, no log leaves the task',
  fix: 'use the awslogs driver, which the instance serves, or a mode with a network',
  sources: [GUIDE_PARAMETERS],
  catalogue: ['§3.5'],
  explain: ({ container }) => `container ${container} routes logs, but in network mode none it can send them nowhere`,
  check: (task) => (modeOf(task)?.reachesNetwork === false ? inContainers(task, routesLogs) : FINE),
});

function routesLogs(container: ContainerDefinition): Violation<Facts> | undefined {
  if (container.firelens === undefined) return undefined;
  return { at: atField(container.at, 'firelensConfiguration'), facts: { container: nameOf(container) } };
}
