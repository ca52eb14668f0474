import { nameOf, requires } from '../../ecs/task-reading';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { inContainers } from '../violations';
import { defineRule } from '../rule';
import { API_CONTAINER, preflight } from '../sources';

export const logOptionMissing = defineRule<'task', { container: string; option: string }>({
  id: 'log-option-missing',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'the log driver awslogs without an option that it needs',
  why: 'it writes to a group, and on Fargate to streams with a prefix',
  broken: 'RegisterTaskDefinition refuses it: "Log driver awslogs requires options: awslogs-group"',
  fix: 'set awslogs-group, and on Fargate awslogs-stream-prefix',
  sources: [
    API_CONTAINER,
    preflight('pf-ecs-awslogs-missing-group'),
    preflight('pf-ecs-awslogs-fargate-missing-stream-prefix'),
  ],
  catalogue: ['§3.5'],
  explain: ({ container, option }) => `container ${container} logs with awslogs and has no option ${option}`,
  check: (task) =>
    inContainers(task, (container) => {
      const { logDriver, logOptions: options } = container;
      if (logDriver !== 'awslogs' || !isKnown(options)) return undefined;
      const needed = ['awslogs-group', ...(requires(task, 'FARGATE') ? ['awslogs-stream-prefix'] : [])];
      const option = needed.find((name) => !options.includes(name));
      if (option === undefined) return undefined;
      return { at: atField(container.at, 'logConfiguration'), facts: { container: nameOf(container), option } };
    }),
});
