import { type ContainerSpec } from '../../engine/definition/docker-host';
import { indexOf, isPredefined, nameOf } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { defineRule } from '../rule';

export const nameSharedBetweenProjects = defineRule<
  'dockerHost',
  { container: string; name: string; network: string; other: string; projects: string[] }
>({
  id: 'name-shared-between-projects',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'services of different projects have one name on a network that they share',
  why: 'each service is found by its name on every network that it is on, and a network of several projects has one list of names',
  broken: 'whoever asks for the name reaches now the service of one project, now that of the other',
  fix: 'give one of the services another name, or dial an alias that only one of them has on the network',
  sources: ['https://docs.docker.com/compose/how-tos/networking/'],
  catalogue: ['2.1 aliases on several containers'],
  explain: ({ container, name, network, other, projects }) =>
    `containers ${other} and ${container} of projects ${projects.join(' and ')} both answer to ${name} on network ${network}`,
  *check(host) {
    for (const [network, attachments] of indexOf(host).members) {
      if (isPredefined(network)) continue;
      const holders = new Map<string, ContainerSpec>();
      for (const { container, endpoint } of attachments) {
        const { project } = container;
        if (project === undefined || container.running === false) continue;
        for (const alias of endpoint.aliases.items) {
          if (!isKnown(alias) || alias === '') continue;
          const holder = holders.get(alias.toLowerCase());
          if (!holder) holders.set(alias.toLowerCase(), container);
          else if (holder.project !== project) {
            const projects = [holder.project ?? '', project];
            yield {
              at: atField(endpoint.at, 'aliases'),
              facts: { container: nameOf(container), name: alias, network, other: nameOf(holder), projects },
              others: [holder.at],
            };
          }
        }
      }
    }
  },
});
