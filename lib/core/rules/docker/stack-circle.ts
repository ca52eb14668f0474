import { joined } from '../../values/phrase';
import { indexOf, stackCircles } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const stackCircle = defineRule<'dockerHost', { containers: string[] }>({
  id: 'stack-circle',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'network stacks shared in a circle',
  why: 'the container whose stack is used has to run first',
  broken:
    'none of them starts: "cannot join own network" (itself, 29: "cannot join own network namespace"), "cannot join network of ' +
    'a non running container: db"',
  fix: 'give one of them a stack of its own',
  fixFor: ({ containers }) =>
    containers.length === 1
      ? 'give it a stack of its own, or name another container'
      : 'give one of them a stack of its own',
  sources: ['https://docs.docker.com/engine/network/#container-networks'],
  catalogue: ['2.3 own network', '2.3 cycles'],
  explain: ({ containers }) =>
    containers.length === 1
      ? `container ${containers.join('')} names itself as the owner of its network stack`
      : `the containers ${joined(containers, 'and')} use the stacks of each other`,
  *check(host) {
    const { containers } = indexOf(host);
    for (const circle of stackCircles(host)) {
      const [first, ...others] = circle.flatMap((name) => containers.get(name) ?? []);
      if (!first) continue;
      yield {
        at: atField(first.at, 'namespace'),
        facts: { containers: [...circle] },
        others: others.map(({ at }) => at),
      };
    }
  },
});
