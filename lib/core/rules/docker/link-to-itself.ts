import { joined } from '../../values/phrase';
import { indexOf } from '../../engine/definition/docker-reading';
import { linksOf } from '../../engine/definition/links';
import { circlesOf } from '../../values/graph';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { isKnown } from '../../values/unknown';

export const linkToItself = defineRule<'dockerHost', { containers: string[] }>({
  id: 'link-to-itself',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'links on the default bridge that form a circle',
  why: 'the target of such a link is created and started first',
  broken: 'one of the containers is refused: "could not get container for web: No such container: web"',
  fix: 'put the containers on a user-defined network, where each knows the other by name',
  sources: ['https://docs.docker.com/engine/network/links/'],
  catalogue: ['2.2 target must exist', '2.2 target must run'],
  explain: ({ containers }) => `the links of ${joined(containers, 'and')} form a circle`,
  *check(host) {
    const targets = new Map<string, string[]>();
    for (const { container, target, network } of linksOf(host)) {
      if (network !== undefined || target === undefined || !isKnown(container.name)) continue;
      const others = targets.get(container.name);
      if (others) others.push(target);
      else targets.set(container.name, [target]);
    }
    const { containers } = indexOf(host);
    for (const circle of circlesOf(targets.keys(), (name) => targets.get(name) ?? [])) {
      const [first, ...others] = circle.flatMap((name) => containers.get(name) ?? []);
      if (!first) continue;
      yield { at: atField(first.at, 'links'), facts: { containers: [...circle] }, others: others.map(({ at }) => at) };
    }
  },
});
