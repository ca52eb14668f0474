import { taskOf } from '../../ecs/service-reading';
import { containerOf, knowsContainers, nameOf } from '../../ecs/task-reading';
import { isKnown } from '../../values/unknown';
import { quoted } from '../../values/model-error';
import { FINE, inEach } from '../violations';
import { defineRule } from '../rule';

export const overrideContainerMissing = defineRule<'service', { container: string; containers: readonly string[] }>({
  id: 'override-container-missing',
  subject: 'service',
  effect: 'cannot work',
  title: 'an override for a container that the task does not have',
  why: 'overrides name containers of the task definition',
  broken: 'RunTask refuses each start: "Override for container named web is not a container in the TaskDefinition."',
  fix: 'name a container of the task definition',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerOverride.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html',
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ container, containers }) =>
    `an override is for container ${quoted(container)}, which the task definition does not have; it has ${containers.join(', ')}`,
  check(service) {
    const { overrides } = service;
    const task = taskOf(service);
    if (!overrides || !task || !knowsContainers(task)) return FINE;
    return inEach(overrides.items, ({ at, container }) => {
      if (!isKnown(container) || container.includes('${') || containerOf(task, container)) return undefined;
      return { at, facts: { container, containers: task.containers.items.map(nameOf) }, others: [task.at] };
    });
  },
});
