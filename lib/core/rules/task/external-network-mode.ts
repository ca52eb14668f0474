import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { modeOf, requires } from '../../ecs/task-reading';
import { GUIDE_ANYWHERE } from '../sources';
import { FINE } from '../violations';

export const externalNetworkMode = defineRule<'task', { mode: string }>({
  id: 'external-network-mode',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'task for external instances in awsvpc mode',
  why: 'an instance outside AWS has no network interfaces of a VPC to give to tasks',
  broken: 'RegisterTaskDefinition refuses the task definition',
  fix: ({ field }) =>
    `use bridge, host or none on Linux and leave ${field('networkMode')} out on Windows, or remove EXTERNAL from ${field('requiresCompatibilities')}`,
  sources: [GUIDE_ANYWHERE],
  catalogue: ['NM-02'],
  explain: ({ mode }) => `the task asks for external instances, which have no network mode ${mode}`,
  check(task) {
    if (!requires(task, 'EXTERNAL')) return FINE;
    const mode = modeOf(task);
    if (!mode || mode.launchTypes.includes('EXTERNAL')) return FINE;
    return [{ at: atField(task.at, 'networkMode'), facts: { mode: mode.name } }];
  },
});
