import { nameOf, namespaceOf, indexOf } from '../../engine/definition/docker-reading';
import { linksOf } from '../../engine/definition/links';
import { defineRule } from '../rule';

export const linkTargetInHostMode = defineRule<'dockerHost', { container: string; target: string }>({
  id: 'link-target-in-host-mode',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'link to a container in host mode',
  why: 'such a container has no address of its own',
  broken: `the engine refuses it: "conflicting options: host type networking can't be used with links. This would result in undefined behavior"`,
  fix: 'use an extra host with host-gateway as its address',
  sources: ['https://docs.docker.com/engine/network/links/'],
  catalogue: ['2.2 target in host mode'],
  explain: ({ container, target }) => `container ${container} links to ${target}, which is in host mode`,
  *check(host) {
    const { containers } = indexOf(host);
    for (const { container, target, network, at } of linksOf(host)) {
      const other = network === undefined ? containers.get(target ?? '') : undefined;
      if (!other || namespaceOf(other) !== 'host' || namespaceOf(container) !== 'own') continue;
      yield { at, facts: { container: nameOf(container), target: nameOf(other) }, others: [other.at] };
    }
  },
});
