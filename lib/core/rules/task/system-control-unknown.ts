import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition } from '../../ecs/task';
import { nameOf } from '../../ecs/task-reading';
import { API_SYSTEM_CONTROL } from '../sources';
import { inContainers } from '../violations';

/** Parts of the kernel that Linux keeps apart for each container. */
const KERNEL = ['msgmax', 'msgmnb', 'msgmni', 'sem', 'shmall', 'shmmax', 'shmmni', 'shm_rmid_forced'];

type Facts = { container: string; control: string };

export const systemControlUnknown = defineRule<'task', Facts>({
  id: 'system-control-unknown',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'system control that a container cannot set',
  why: 'the others, such as vm.max_map_count, are one for the whole instance',
  broken: 'registration fails, or the container does not start because Docker refuses the control',
  fix: 'set the control on the instance',
  sources: [API_SYSTEM_CONTROL],
  catalogue: ['CT-11'],
  explain: ({ container, control }) =>
    `container ${container} sets ${control}, which a container cannot have of its own`,
  check: (task) => inContainers(task, setsUnknown),
});

function setsUnknown(container: ContainerDefinition): Violation<Facts> | undefined {
  for (const { namespace: control } of container.systemControls.items) {
    if (typeof control !== 'string' || control.startsWith('net.') || control.startsWith('fs.mqueue.')) continue;
    const kernel = control.startsWith('kernel.');
    if (kernel && KERNEL.includes(control.slice('kernel.'.length))) continue;
    return {
      at: atField(container.at, 'systemControls'),
      facts: { container: nameOf(container), control },
      // Linux may come to keep more of these apart
      ...(kernel ? { effect: 'may go wrong' } : {}),
    };
  }
  return undefined;
}
