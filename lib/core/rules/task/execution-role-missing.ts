import { nameOf, requires } from '../../ecs/task-reading';
import { atField } from '../../values/place';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { API_TASK, preflight } from '../sources';

export const executionRoleMissing = defineRule<'task', { container: string; what: string }>({
  id: 'execution-role-missing',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'a task without the execution role that its secrets or logs need',
  why: 'the agent reads secrets with it, and on Fargate sends logs with it',
  broken:
    'RegisterTaskDefinition refuses it: "Fargate requires task definition to have execution role ARN to support log driver awslogs."',
  fix: 'give the task definition an execution role',
  sources: [
    API_TASK,
    preflight('pf-ecs-fargate-execution-role-missing-awslogs'),
    preflight('pf-ecs-secrets-without-execution-role'),
  ],
  catalogue: ['§3.5'],
  explain: ({ container, what }) => `container ${container} has ${what}, but the task has no execution role`,
  check(task) {
    if (task.hasExecutionRole) return FINE;
    const onFargate = requires(task, 'FARGATE');
    for (const container of task.containers.items) {
      const what = container.hasSecrets
        ? 'secrets'
        : onFargate && container.logDriver === 'awslogs'
          ? 'the log driver awslogs on Fargate'
          : undefined;
      if (what !== undefined) {
        return [
          {
            at: atField(task.at, 'executionRoleArn'),
            facts: { container: nameOf(container), what },
            others: [container.at],
          },
        ];
      }
    }
    return FINE;
  },
});
