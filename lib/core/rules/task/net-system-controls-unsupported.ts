import { dotted, isOfNetwork } from '../../values/kernel-parameter';
import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition } from '../../ecs/task';
import { effectOf, nameOf } from '../../ecs/task-reading';
import { API_SYSTEM_CONTROL, GUIDE_PARAMETERS } from '../sources';
import { FINE, inContainers } from '../violations';

type Facts = { container: string; control: string };

export const netSystemControlsUnsupported = defineRule<'task', Facts>({
  id: 'net-system-controls-unsupported',
  subject: 'task',
  effect: 'cannot work',
  title: 'net.* system control in host mode',
  why: 'they belong to a network stack, and in host mode the stack is the one of the instance',
  broken: 'the container does not start: "sysctl … not allowed in host network namespace"',
  fix: 'set the control on the instance, or use bridge or awsvpc',
  sources: [API_SYSTEM_CONTROL, GUIDE_PARAMETERS],
  catalogue: ['CT-09'],
  explain: ({ container, control }) =>
    `container ${container} sets ${control}, which in host mode belongs to the instance`,
  check: (task) => (effectOf(task, 'netSystemControls') === 'refused' ? inContainers(task, setsNetControl) : FINE),
});

function setsNetControl(container: ContainerDefinition): Violation<Facts> | undefined {
  for (const { namespace } of container.systemControls.items) {
    if (typeof namespace !== 'string' || !isOfNetwork(dotted(namespace))) continue;
    return { at: atField(container.at, 'systemControls'), facts: { container: nameOf(container), control: namespace } };
  }
  return undefined;
}
