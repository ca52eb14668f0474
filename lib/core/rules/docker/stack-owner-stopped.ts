import { nameOf, indexOf, sharers } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const stackOwnerStopped = defineRule<'dockerHost', { container: string; owner: string }>({
  id: 'stack-owner-stopped',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'network stack of a container that does not keep running',
  why: 'a stack is there while its container runs; afterwards the others have loopback only until they are restarted',
  broken: 'the container does not start: "cannot join network of a non running container: …"',
  fix: 'let a container that runs all the time own the stack',
  sources: ['https://docs.docker.com/engine/network/#container-networks'],
  catalogue: ['2.3 non-running container'],
  explain: ({ container, owner }) =>
    `container ${container} uses the stack of ${owner}, which is not meant to keep running`,
  *check(host) {
    const { containers } = indexOf(host);
    for (const { container, owner } of sharers(host)) {
      const other = containers.get(owner ?? '');
      if (other?.running !== false || container.running !== true || other === container) continue;
      yield {
        at: atField(container.at, 'namespace'),
        facts: { container: nameOf(container), owner: nameOf(other) },
        others: [other.at],
      };
    }
  },
});
