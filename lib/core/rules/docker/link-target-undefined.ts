import { nameOf, indexOf, areContainersKnown } from '../../engine/definition/docker-reading';
import { linksOf } from '../../engine/definition/links';
import { defineRule } from '../rule';

export const linkTargetUndefined = defineRule<'dockerHost', { container: string; target: string }>({
  id: 'link-target-undefined',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'link to a container that is not defined',
  why: 'on the default bridge it must be there when the linking container is created; on other networks it may come later',
  broken: 'the engine refuses the linking container: "could not get container for db: No such container: db"',
  fix: 'define the target, or correct its name',
  sources: ['https://docs.docker.com/engine/network/links/'],
  catalogue: ['2.2 target must exist'],
  explain: ({ container, target }) => `container ${container} links to ${target}, which is not defined`,
  *check(host) {
    if (!areContainersKnown(host)) return;
    const { containers } = indexOf(host);
    for (const { container, target, network, at } of linksOf(host)) {
      if (network !== undefined || target === undefined || containers.has(target)) continue;
      yield { at, facts: { container: nameOf(container), target } };
    }
  },
});
