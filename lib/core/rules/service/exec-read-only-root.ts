import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { taskOf } from '../../ecs/service-reading';
import { nameOf } from '../../ecs/task-reading';
import { isKnown } from '../../values/unknown';
import { GUIDE_EXEC, issue } from '../sources';
import { FINE } from '../violations';

/** Where the session agent writes. */
const WRITES = ['/var/lib/amazon/ssm', '/var/log/amazon/ssm'];

type Facts = { container: string };

export const execReadOnlyRoot = defineRule<'service', Facts>({
  id: 'exec-read-only-root',
  subject: 'service',
  effect: 'may go wrong',
  title: 'ECS Exec into a read-only root file system',
  why: 'the session agent writes its state and logs inside the container',
  broken: 'silently, execute-command fails',
  fix: ({ containerField }) =>
    `leave ${containerField('readonlyRootFilesystem')} out, or mount volumes at ${WRITES.join(' and ')}`,
  sources: [GUIDE_EXEC, issue('aws/containers-roadmap', 1359)],
  catalogue: ['§3.4'],
  explain: ({ container }) =>
    `the service enables ECS Exec, but container ${container} has a read-only root file system`,
  check(service) {
    if (service.enableExecuteCommand !== true) return FINE;
    const task = taskOf(service);
    if (!task) return FINE;
    let found: Violation<Facts>[] | undefined;
    for (const container of task.containers.items) {
      if (container.readonlyRootFilesystem !== true) continue;
      const { items, complete } = container.mountPaths;
      if (!complete || items.some((path) => !isKnown(path) || WRITES.some((one) => one.startsWith(path)))) continue;
      const at = atField(container.at, 'readonlyRootFilesystem');
      (found ??= []).push({ at, facts: { container: nameOf(container) }, others: [service.at] });
    }
    return found ?? FINE;
  },
});
