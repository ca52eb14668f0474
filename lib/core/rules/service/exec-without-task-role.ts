import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { serviceModeOf, taskOf } from '../../ecs/service-reading';
import { GUIDE_EXEC } from '../sources';
import { FINE, type NoFacts } from '../violations';

export const execWithoutTaskRole = defineRule<'service', NoFacts>({
  id: 'exec-without-task-role',
  subject: 'service',
  effect: 'may go wrong',
  title: 'ECS Exec without a task role',
  why: 'the session agent opens its channels with the credentials of the task',
  broken: 'the service is refused, or execute-command fails for lack of the four ssmmessages permissions',
  fix: 'give the task definition a task role that may create and open ssmmessages control and data channels',
  sources: [GUIDE_EXEC],
  catalogue: ['§3.4'],
  explain: () => 'the service enables ECS Exec, but its tasks have no role',
  check(service) {
    if (service.enableExecuteCommand !== true) return FINE;
    const task = taskOf(service);
    if (task?.hasTaskRole !== false || serviceModeOf(service)?.reachesNetwork === false) return FINE;
    return [{ at: atField(task.at, 'taskRoleArn'), facts: {}, others: [service.at] }];
  },
});
