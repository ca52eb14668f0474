import { linksOf } from '../../ecs/link';
import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { effectOf, nameOf } from '../../ecs/task-reading';
import { agent, API_CONTAINER } from '../sources';
import { FINE } from '../violations';

type Facts = { container: string; link: string };

export const linkMalformed = defineRule<'task', Facts>({
  id: 'link-malformed',
  subject: 'task',
  effect: 'cannot work',
  title: 'link that is not written NAME or NAME:ALIAS',
  why: 'the agent splits it at its one colon; behind the colon there has to be an alias',
  broken: 'the task stops at its start: "invalid link format"; with an empty alias it runs, but no link is made',
  fix: 'name the target container, and after one colon the alias',
  sources: [API_CONTAINER, agent('agent/api/task/task.go')],
  catalogue: ['CT-02', 'CT-40'],
  explain: ({ container, link }) =>
    `container ${container} has the link ${quoted(link)}, which is not NAME or NAME:ALIAS`,
  check(task) {
    if (effectOf(task, 'links') !== 'works') return FINE;
    let found: Violation<Facts>[] | undefined;
    for (const container of task.containers.items) {
      if (container.links.items.length === 0) continue;
      for (const { text, alias, wellFormed } of linksOf(container)) {
        if (wellFormed && alias !== '') continue;
        (found ??= []).push({
          at: atField(container.at, 'links'),
          facts: { container: nameOf(container), link: text },
          ...(wellFormed ? { effect: 'may go wrong' } : {}),
        });
      }
    }
    return found ?? FINE;
  },
});
