import { nameOf, namespaceOf, indexOf } from '../../engine/definition/docker-reading';
import { linksOf } from '../../engine/definition/links';
import { defineRule } from '../rule';

export const linkTargetStopped = defineRule<'dockerHost', { container: string; target: string }>({
  id: 'link-target-stopped',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'link on the default bridge to a container that does not run',
  why: 'its address is written down when the linking container starts',
  broken: 'the linking container does not start: "Cannot link to a non running container: /db AS /web/db"',
  fix: 'let the target run, or put both on a user-defined network',
  sources: ['https://docs.docker.com/engine/network/links/'],
  catalogue: ['2.2 target must run'],
  explain: ({ container, target }) => `container ${container} links to ${target}, which is not meant to run`,
  *check(host) {
    const { containers } = indexOf(host);
    for (const { container, target, network, at } of linksOf(host)) {
      const other = network === undefined ? containers.get(target ?? '') : undefined;
      if (other?.running !== false || container.running !== true || namespaceOf(container) !== 'own') continue;
      yield { at, facts: { container: nameOf(container), target: nameOf(other) }, others: [other.at] };
    }
  },
});
