import { indexOf, nameOf, stackCircles } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const stackOwnerNotAwaited = defineRule<'dockerHost', { container: string; owner: string; after: string }>({
  id: 'stack-owner-not-awaited',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'network stack of a container that nothing starts first',
  why: 'Compose starts first what service:NAME names; container:NAME is a container like any other, and both start at once',
  broken:
    'the container does not start where it comes first: "cannot join network namespace of a non running container"',
  fix: 'name the service instead of its container, or let the one wait for the other',
  fixFor: ({ after }) => `write network_mode: service:${after}, or add depends_on: [${after}]`,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#network_mode',
    'https://docs.docker.com/compose/how-tos/startup-order/',
  ],
  catalogue: ['2.3 non-running container'],
  explain: ({ container, owner }) => `container ${container} uses the stack of ${owner}, and may be started before it`,
  *check(host) {
    const { containers } = indexOf(host);
    // no order helps where each waits for the other
    const circling = new Set(stackCircles(host).flat());
    for (const container of host.containers.items) {
      const namespace = known(container.namespace);
      if (namespace?.kind !== 'container' || namespace.isAwaited !== false) continue;
      const owner = containers.get(known(namespace.container) ?? '');
      if (!owner || circling.has(known(container.name) ?? '')) continue;
      yield {
        at: atField(container.at, 'namespace'),
        facts: { container: nameOf(container), owner: nameOf(owner), after: owner.at.path },
        others: [owner.at],
      };
    }
  },
});
