import { linksOf } from '../../ecs/link';
import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { containerOf, effectOf, nameOf } from '../../ecs/task-reading';
import { agent } from '../sources';
import { FINE } from '../violations';

/** Names that people give to values they would not show around. */
const SECRET = /(^|_)(PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIALS|PRIVATE_KEY|API_KEY|ACCESS_KEY)(_|$)/i;

type Facts = { container: string; target: string; variables: readonly string[] };

export const linkExposesSecret = defineRule<'task', Facts>({
  id: 'link-exposes-secret',
  subject: 'task',
  effect: 'may go wrong',
  title: 'link to a container whose environment looks like it has secrets',
  why: "Docker copies the target's variables into the linking container as ALIAS_ENV_NAME",
  broken: 'whoever reads the environment of the linking container reads the secrets of the target',
  fix: 'pass secrets through files, or reach the target through a published port instead of a link',
  sources: ['https://docs.docker.com/engine/network/links/', agent('agent/api/task/task.go')],
  catalogue: ['CT-40'],
  explain: ({ container, target, variables }) =>
    `the link from ${container} to ${target} shows ${variables.join(', ')} of ${target} to ${container}`,
  check(task) {
    if (effectOf(task, 'links') !== 'works') return FINE;
    let found: Violation<Facts>[] | undefined;
    for (const container of task.containers.items) {
      if (container.links.items.length === 0) continue;
      for (const { target, alias } of linksOf(container)) {
        const environment = containerOf(task, target)?.program.environment.items ?? [];
        const variables = environment.flatMap(({ name }) =>
          typeof name === 'string' && SECRET.test(name) ? [name] : [],
        );
        if (variables.length === 0 || alias === '') continue;
        const facts = { container: nameOf(container), target, variables };
        (found ??= []).push({ at: atField(container.at, 'links'), facts });
      }
    }
    return found ?? FINE;
  },
});
