import { nameOf, sharers } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const stackOwnerMissing = defineRule<'dockerHost', { container: string }>({
  id: 'stack-owner-missing',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'shared network stack without the name of a container',
  why: 'container: alone does not say whose stack it is',
  broken: 'the engine refuses it: "invalid container format container:<name|id>"',
  fix: 'name the container whose stack to use',
  sources: ['https://docs.docker.com/engine/network/#container-networks'],
  catalogue: ['2.3 empty name'],
  explain: ({ container }) => `container ${container} uses the stack of a container without saying which`,
  *check(host) {
    for (const { container, owner } of sharers(host)) {
      if (owner === '') yield { at: atField(container.at, 'namespace'), facts: { container: nameOf(container) } };
    }
  },
});
