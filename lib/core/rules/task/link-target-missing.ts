import { linksOf } from '../../ecs/link';
import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { containerOf, effectOf, knowsContainers, nameOf } from '../../ecs/task-reading';
import { agent, API_CONTAINER } from '../sources';
import { FINE } from '../violations';

type Facts = { container: string; target: string };

export const linkTargetMissing = defineRule<'task', Facts>({
  id: 'link-target-missing',
  subject: 'task',
  effect: 'cannot work',
  title: 'link to a container that the task does not have',
  why: 'a link is made from the addresses of the containers that start together; names are compared exactly',
  broken: 'the task stops at its start: "could not find container for link X"',
  fix: 'name a container of this task; to reach another task use service discovery, Service Connect or a load balancer',
  sources: [API_CONTAINER, agent('agent/api/task/task.go')],
  catalogue: ['CT-02'],
  explain: ({ container, target }) => `container ${container} links to ${target}, which is not in the task`,
  check(task) {
    if (effectOf(task, 'links') !== 'works') return FINE;
    let found: Violation<Facts>[] | undefined;
    for (const container of task.containers.items) {
      if (container.links.items.length === 0 || !knowsContainers(task)) continue;
      for (const { target, wellFormed } of linksOf(container)) {
        if (!wellFormed || containerOf(task, target)) continue;
        (found ??= []).push({ at: atField(container.at, 'links'), facts: { container: nameOf(container), target } });
      }
    }
    return found ?? FINE;
  },
});
