import { nameOf } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const publishedRangeReversed = defineRule<'dockerHost', { container: string; first: number; last: number }>({
  id: 'published-range-reversed',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'range of host ports that goes down',
  why: 'the engine takes the first free port from the lower end on',
  broken: 'the engine refuses it: "invalid port specification: "8190-8181""',
  fix: 'write the lower port first',
  sources: ['https://docs.docker.com/engine/network/port-publishing/'],
  catalogue: ['4.4 reversed range'],
  explain: ({ container, first, last }) =>
    `container ${container} is published on ports ${first} to ${last}, which do not go up`,
  *check(host) {
    for (const container of host.containers.items) {
      for (const { at, hostPort, hostPortLast } of container.published.items) {
        const [first, last] = [known(hostPort), known(hostPortLast)];
        if (first === undefined || last === undefined || first <= last || last <= 0) continue;
        yield { at: atField(at, 'hostPortLast'), facts: { container: nameOf(container), first, last } };
      }
    }
  },
});
