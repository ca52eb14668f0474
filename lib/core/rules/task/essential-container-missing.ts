import { atField } from '../../values/place';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { API_CONTAINER, preflight } from '../sources';

export const essentialContainerMissing = defineRule<'task', { containers: number }>({
  id: 'essential-container-missing',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'a task without an essential container',
  why: 'the task ends when one of them does',
  broken: 'RegisterTaskDefinition refuses it: "Task definition does not have any essential container"',
  fix: 'mark a container as essential, or leave the setting out, which does the same',
  sources: [API_CONTAINER, preflight('pf-ecs-essential-container')],
  catalogue: ['§1.4 Container settings'],
  explain: ({ containers }) => (containers === 0 ? 'the task has no container' : 'none of the containers is essential'),
  check({ at, containers: { items, complete } }) {
    if (!complete || items.some(({ essential }) => essential !== false)) return FINE;
    return [{ at: atField(at, 'containerDefinitions'), facts: { containers: items.length } }];
  },
});
