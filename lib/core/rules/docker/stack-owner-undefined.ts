import { nameOf, indexOf, areContainersKnown, sharers } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const stackOwnerUndefined = defineRule<'dockerHost', { container: string; owner: string }>({
  id: 'stack-owner-undefined',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'network stack of a container that is not defined',
  why: 'the engine looks for it only at the start',
  broken: 'the container is created and does not start: "No such container: db"',
  fix: 'define the container, or correct its name',
  sources: ['https://docs.docker.com/engine/network/#container-networks'],
  catalogue: ['2.3 unknown container'],
  explain: ({ container, owner }) => `container ${container} uses the stack of ${owner}, which is not defined`,
  *check(host) {
    if (!areContainersKnown(host)) return;
    const { containers } = indexOf(host);
    for (const { container, owner } of sharers(host)) {
      if (owner === undefined || owner === '' || containers.has(owner)) continue;
      yield { at: atField(container.at, 'namespace'), facts: { container: nameOf(container), owner } };
    }
  },
});
