import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition } from '../../ecs/task';
import { preflight, API_CONTAINER } from '../sources';
import { FINE } from '../violations';

export const containerNameTaken = defineRule<'task', { name: string }>({
  id: 'container-name-taken',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'two containers of one name in a task',
  why: 'links, dependencies, load balancers and discovery name containers',
  broken: 'RegisterTaskDefinition refuses it: "Container names must be unique within a task definition"',
  fix: 'rename one of them',
  sources: [API_CONTAINER, preflight('pf-ecs-duplicate-container-names')],
  catalogue: ['PM-24'],
  explain: ({ name }) => `two containers of the task are called ${name}`,
  check({ containers: { items } }) {
    if (items.length < 2) return FINE;
    let found: Violation<{ name: string }>[] | undefined;
    const holders = new Map<string, ContainerDefinition>();
    for (const container of items) {
      const { name } = container;
      if (typeof name !== 'string') continue;
      const holder = holders.get(name);
      if (holder) (found ??= []).push({ at: atField(container.at, 'name'), facts: { name }, others: [holder.at] });
      else holders.set(name, container);
    }
    return found ?? FINE;
  },
});
