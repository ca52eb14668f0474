import { linksOf } from '../../ecs/link';
import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { effectOf, nameOf } from '../../ecs/task-reading';
import { agent } from '../sources';
import { FINE } from '../violations';

type Facts = { container: string; alias: string; targets: readonly string[] };

export const linkAliasTaken = defineRule<'task', Facts>({
  id: 'link-alias-taken',
  subject: 'task',
  effect: 'may go wrong',
  title: 'one alias for two link targets',
  why: 'a name in the hosts file of a container has one address',
  broken: 'silently, the first link of that alias wins',
  fix: 'give each target an alias of its own',
  sources: [agent('agent/api/task/task.go')],
  catalogue: ['CT-40'],
  explain: ({ container, alias, targets }) =>
    `container ${container} uses the alias ${alias} for ${targets.join(' and ')}: the first one wins`,
  check(task) {
    if (effectOf(task, 'links') !== 'works') return FINE;
    let found: Violation<Facts>[] | undefined;
    for (const container of task.containers.items) {
      if (container.links.items.length < 2) continue;
      const targets = new Map<string, string>();
      for (const { alias, target } of linksOf(container)) {
        const first = targets.get(alias);
        if (first === undefined) targets.set(alias, target);
        else if (first !== target && alias !== '') {
          const facts = { container: nameOf(container), alias, targets: [first, target] };
          (found ??= []).push({ at: atField(container.at, 'links'), facts });
        }
      }
    }
    return found ?? FINE;
  },
});
