import { nameOf, namespaceOf } from '../../engine/definition/docker-reading';
import { linksOf } from '../../engine/definition/links';
import { defineRule } from '../rule';

export const engineLinkAliasTaken = defineRule<
  'dockerHost',
  { container: string; alias: string; first: string; second: string }
>({
  id: 'engine-link-alias-taken',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'one alias for two links of a container',
  why: 'an alias stands for one container',
  broken: 'the engine accepts it, and the first link wins without a word',
  fix: 'give the second link another alias',
  sources: ['https://docs.docker.com/engine/network/links/'],
  catalogue: ['2.2 same alias twice'],
  explain: ({ container, alias, first, second }) =>
    `container ${container} links to both ${first} and ${second} as ${alias}`,
  *check(host) {
    const targets = new Map<string, string>();
    for (const { container, target, alias, network = '', at } of linksOf(host)) {
      if (target === undefined || alias === undefined || namespaceOf(container) !== 'own') continue;
      const key = JSON.stringify([container.at.path, network, alias]);
      const first = targets.get(key);
      if (first === undefined) targets.set(key, target);
      else if (first !== target) yield { at, facts: { container: nameOf(container), alias, first, second: target } };
    }
  },
});
