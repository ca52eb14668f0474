import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { serviceModeOf, taskOf } from '../../ecs/service-reading';
import { nameOf } from '../../ecs/task-reading';
import { GUIDE_EXEC } from '../sources';
import { FINE } from '../violations';

type Facts = { container: string; mode: string };

export const execWithoutNetwork = defineRule<'service', Facts>({
  id: 'exec-without-network',
  subject: 'service',
  effect: 'cannot work',
  title: 'ECS Exec into containers without a network',
  why: 'the session agent runs inside the container and talks to Systems Manager with the credentials of the task',
  broken: 'silently, execute-command fails: the session agent has no route to its endpoints nor to the credentials',
  fix: ({ field }) => `leave ${field('enableExecuteCommand')} out, or choose bridge, host or awsvpc`,
  sources: [GUIDE_EXEC],
  catalogue: ['§3.4'],
  explain: ({ container, mode }) =>
    container === ''
      ? `the service enables ECS Exec, which cannot work in network mode ${mode}`
      : `the service enables ECS Exec, which cannot work in container ${container}: it disables networking`,
  check(service) {
    if (service.enableExecuteCommand !== true) return FINE;
    const mode = serviceModeOf(service);
    const task = taskOf(service);
    if (!mode || !task) return FINE;
    const at = atField(service.at, 'enableExecuteCommand');
    if (!mode.reachesNetwork) return [{ at, facts: { container: '', mode: mode.name } }];
    if (mode.settings.disableNetworking !== 'works') return FINE;
    let found: Violation<Facts>[] | undefined;
    for (const container of task.containers.items) {
      if (container.disableNetworking !== true) continue;
      const facts = { container: nameOf(container), mode: mode.name };
      (found ??= []).push({ at, facts, others: [container.at], effect: 'may go wrong' });
    }
    return found ?? FINE;
  },
});
