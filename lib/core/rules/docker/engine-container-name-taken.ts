import { type ContainerSpec } from '../../engine/definition/docker-host';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const engineContainerNameTaken = defineRule<'dockerHost', { name: string; heldBy: string }>({
  id: 'engine-container-name-taken',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'two containers of one name on one engine',
  why: 'stopped containers keep their name too',
  broken: 'the engine refuses the second: "Conflict. The container name "/web" is already in use by container …"',
  fix: 'give one of them another name',
  sources: ['https://docs.docker.com/reference/cli/docker/container/run/#name'],
  catalogue: ['1.2 container names'],
  explain: ({ name, heldBy }) => `container name ${name} is already taken by ${heldBy}`,
  *check(host) {
    const holders = new Map<string, ContainerSpec>();
    for (const container of host.containers.items) {
      const name = known(container.name)?.replace(/^\//, '');
      if (name === undefined || name === '') continue;
      const holder = holders.get(name);
      if (!holder) holders.set(name, container);
      else yield { at: atField(container.at, 'name'), facts: { name, heldBy: holder.at.path }, others: [holder.at] };
    }
  },
});
