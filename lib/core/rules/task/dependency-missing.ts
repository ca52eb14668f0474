import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition, type TaskDefinition } from '../../ecs/task';
import { containerOf, knowsContainers, nameOf } from '../../ecs/task-reading';
import { agent, API_DEPENDENCY } from '../sources';
import { inContainers } from '../violations';

type Facts = { container: string; target: string };

export const dependencyMissing = defineRule<'task', Facts>({
  id: 'dependency-missing',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'dependency on a container that the task does not have',
  why: 'nobody else reports a state that it could wait for',
  broken: 'registration fails, or the task stops at its start: "Task dependencies cannot be resolved"',
  fix: ({ containerField }) => `name a container of this task in ${containerField('dependsOn')}`,
  sources: [API_DEPENDENCY, agent('agent/engine/dependencygraph/graph.go')],
  catalogue: ['CT-03'],
  explain: ({ container, target }) => `container ${container} waits for ${target}, which is not in the task`,
  check: (task) => inContainers(task, waitsForNobody),
});

function waitsForNobody(container: ContainerDefinition, task: TaskDefinition): Violation<Facts> | undefined {
  if (container.dependsOn.items.length === 0 || !knowsContainers(task)) return undefined;
  for (const { container: target } of container.dependsOn.items) {
    if (typeof target !== 'string' || containerOf(task, target)) continue;
    return { at: atField(container.at, 'dependsOn'), facts: { container: nameOf(container), target } };
  }
  return undefined;
}
