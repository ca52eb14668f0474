import { nameOf, namespaceOf } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const linksInSharedStack = defineRule<'dockerHost', { container: string; stack: string }>({
  id: 'links-in-shared-stack',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'links of a container that shares a network stack',
  why: 'a link is a line in the hosts file, which containers with one stack share; in none mode there is nobody to link to',
  broken:
    `the engine refuses it: "conflicting options: host type networking can't be used with links. This would result in ` +
    'undefined behavior" (or "container type network"); in none mode it accepts links that lead nowhere',
  fix: 'in host mode use published ports of the other container; else put both on a user-defined network and use its name',
  sources: ['https://docs.docker.com/engine/network/links/'],
  catalogue: ['2.2 linker in host mode', '2.2 linker in container mode', '2.2 linker in none mode'],
  explain: ({ container, stack }) => `container ${container} has links, but ${stack}`,
  *check(host) {
    for (const container of host.containers.items) {
      const kind = namespaceOf(container);
      const links =
        container.links.items.length + container.endpoints.items.reduce((sum, one) => sum + one.links.items.length, 0);
      if (links === 0 || kind === undefined || kind === 'own') continue;
      const stack = {
        host: 'is in host mode',
        none: 'has no network',
        container: 'uses the stack of another container',
      }[kind];
      yield { at: atField(container.at, 'links'), facts: { container: nameOf(container), stack } };
    }
  },
});
