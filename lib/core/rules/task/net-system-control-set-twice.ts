import { dotted, isOfNetwork } from '../../values/kernel-parameter';
import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition } from '../../ecs/task';
import { modeOf, nameOf } from '../../ecs/task-reading';
import { type Knowable } from '../../values/unknown';
import { API_SYSTEM_CONTROL, GUIDE_PARAMETERS } from '../sources';
import { FINE } from '../violations';

type Facts = { container: string; control: string; setBy: string };

export const netSystemControlSetTwice = defineRule<'task', Facts>({
  id: 'net-system-control-set-twice',
  subject: 'task',
  effect: 'may go wrong',
  title: 'net.* system control set by two containers of an awsvpc task',
  why: 'its containers share one network stack, so there is one value for the whole task',
  broken: 'the container that starts last wins, and independent containers start in any order',
  fix: 'set the control on one container of the task',
  sources: [API_SYSTEM_CONTROL, GUIDE_PARAMETERS],
  catalogue: ['CT-10'],
  explain: ({ container, control, setBy }) =>
    `container ${container} sets ${control} to another value than container ${setBy}, and the containers of the task share one`,
  check(task) {
    if (modeOf(task)?.namespace !== 'task') return FINE;
    let found: Violation<Facts>[] | undefined;
    let set: Map<string, { container: ContainerDefinition; value: Knowable<string> | undefined }> | undefined;
    for (const container of task.containers.items) {
      for (const { namespace: written, value } of container.systemControls.items) {
        if (typeof written !== 'string') continue;
        const namespace = dotted(written);
        if (!isOfNetwork(namespace)) continue;
        const other = set?.get(namespace);
        if (!other) (set ??= new Map<string, NonNullable<typeof other>>()).set(namespace, { container, value });
        else if (typeof value === 'string' && typeof other.value === 'string' && value !== other.value) {
          const facts = { container: nameOf(container), control: namespace, setBy: nameOf(other.container) };
          (found ??= []).push({ at: atField(container.at, 'systemControls'), facts, others: [other.container.at] });
        }
      }
    }
    return found ?? FINE;
  },
});
