import { dotted, isOwnOfContainer } from '../../values/kernel-parameter';
import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition } from '../../ecs/task';
import { nameOf } from '../../ecs/task-reading';
import { API_SYSTEM_CONTROL } from '../sources';
import { inContainers } from '../violations';

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
    const isOwn = typeof control !== 'string' || isOwnOfContainer(dotted(control));
    if (isOwn === true) continue;
    return {
      at: atField(container.at, 'systemControls'),
      facts: { container: nameOf(container), control },
      ...(isOwn === 'unsure' ? { effect: 'may go wrong' } : {}),
    };
  }
  return undefined;
}
