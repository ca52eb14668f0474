import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { effectOf, modeOf } from '../../ecs/task-reading';
import { API_TASK } from '../sources';
import { FINE } from '../violations';

export const faultInjectionUnsupported = defineRule<'task', { mode: string }>({
  id: 'fault-injection-unsupported',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'fault injection outside of awsvpc and host mode',
  why: 'faults are injected into a stack that the task has to itself, or into the one of the instance',
  broken: 'RegisterTaskDefinition refuses the task definition',
  fix: ({ field }) => `leave ${field('enableFaultInjection')} out, or use awsvpc or host`,
  sources: [API_TASK],
  catalogue: ['CT-14'],
  explain: ({ mode }) => `the task enables fault injection, which network mode ${mode} does not support`,
  check(task) {
    if (task.enableFaultInjection !== true || effectOf(task, 'faultInjection') !== 'refused') return FINE;
    return [{ at: atField(task.at, 'enableFaultInjection'), facts: { mode: modeOf(task)?.name ?? '' } }];
  },
});
