import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { API_TASK } from '../sources';

export const volumeNameTaken = defineRule<'task', { name: string }>({
  id: 'volume-name-taken',
  subject: 'task',
  effect: 'may go wrong',
  title: 'two volumes of one task with the same name',
  why: 'a mount point names its volume, and nothing else tells the two apart',
  broken: 'which of the two a container gets is not documented',
  fix: 'give each volume a name of its own, or leave one out',
  sources: [API_TASK, 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html'],
  catalogue: ['§1.4 Container settings'],
  explain: ({ name }) => `the task has two volumes called ${name}`,
  check({ at, volumes: { items } }) {
    const names = items.filter(isKnown);
    const twice = [...new Set(names)].filter((name) => name !== '' && names.indexOf(name) !== names.lastIndexOf(name));
    if (twice.length === 0) return FINE;
    return twice.map((name) => ({ at: atField(at, 'volumes'), facts: { name } }));
  },
});
