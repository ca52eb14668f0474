import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { GUIDE_QUOTAS } from '../sources';
import { FINE } from '../violations';

const MAX_CONTAINERS = 10;

export const tooManyContainers = defineRule<'task', { containers: number }>({
  id: 'too-many-containers',
  subject: 'task',
  effect: 'cannot deploy',
  title: `more than ${MAX_CONTAINERS} containers in one task definition`,
  why: 'it is a limit of the service that cannot be raised',
  broken: 'RegisterTaskDefinition refuses the task definition',
  fix: 'split the task in two',
  sources: [GUIDE_QUOTAS],
  catalogue: ['PM-23'],
  explain: ({ containers }) => `the task has ${containers} containers; at most ${MAX_CONTAINERS} are allowed`,
  check({ at, containers: { items } }) {
    if (items.length <= MAX_CONTAINERS) return FINE;
    return [{ at: atField(at, 'containerDefinitions'), facts: { containers: items.length } }];
  },
});
