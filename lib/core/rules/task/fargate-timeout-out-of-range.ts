import { nameOf, requires } from '../../ecs/task-reading';
import { atField } from '../../values/place';
import { FINE, inContainers } from '../violations';
import { defineRule } from '../rule';
import { API_CONTAINER } from '../sources';

const TIMEOUTS = [
  ['startTimeout', 'startTimeoutSeconds'],
  ['stopTimeout', 'stopTimeoutSeconds'],
] as const;

const [LEAST, MOST] = [2, 120];

export const fargateTimeoutOutOfRange = defineRule<'task', { container: string; setting: string; seconds: number }>({
  id: 'fargate-timeout-out-of-range',
  subject: 'task',
  effect: 'may go wrong',
  title: 'a start or stop timeout that Fargate does not have',
  why: `on Fargate both are ${LEAST} to ${MOST} seconds; only instances wait longer`,
  broken: 'the definition is refused, or a container that ends later is killed',
  fix: `use ${LEAST} to ${MOST} seconds, or run the task on instances`,
  sources: [API_CONTAINER],
  catalogue: ['§1.4 Container settings'],
  explain: ({ container, setting, seconds }) =>
    `container ${container} has a ${setting} of ${seconds} s; Fargate has ${LEAST} to ${MOST}`,
  check: (task) =>
    requires(task, 'FARGATE')
      ? inContainers(task, (container) => {
          for (const [setting, name] of TIMEOUTS) {
            const seconds = container[name];
            if (typeof seconds !== 'number' || (seconds >= LEAST && seconds <= MOST)) continue;
            return { at: atField(container.at, setting), facts: { container: nameOf(container), setting, seconds } };
          }
          return undefined;
        })
      : FINE,
});
