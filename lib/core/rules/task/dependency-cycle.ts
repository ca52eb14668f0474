import { linksOf } from '../../ecs/link';
import { defineRule } from '../rule';
import { type ContainerDefinition, type TaskDefinition } from '../../ecs/task';
import { containerOf, effectOf, nameOf } from '../../ecs/task-reading';
import { agent, API_CONTAINER, API_DEPENDENCY, issue } from '../sources';
import { FINE } from '../violations';
import { circlesOf } from '../../values/graph';

export const dependencyCycle = defineRule<'task', { cycle: readonly string[]; how: string }>({
  id: 'dependency-cycle',
  subject: 'task',
  effect: 'cannot work',
  title: 'containers that wait for each other in a circle',
  why: 'a container starts after those it links to and those it depends on, so a circle has no first one',
  broken: 'the task stops at its start: "Task dependencies cannot be resolved"',
  fix: 'remove one of the links or dependencies; links work one way, the other way needs a published port',
  sourceFor: ({ how }) => (how === 'links' ? API_CONTAINER : API_DEPENDENCY),
  sources: [
    API_CONTAINER,
    API_DEPENDENCY,
    agent('agent/engine/dependencygraph/graph.go'),
    issue('aws/amazon-ecs-agent', 1415),
  ],
  catalogue: ['CT-03'],
  explain: ({ cycle, how }) =>
    cycle.length === 1
      ? `container ${cycle.join('')} ${how === 'links' ? 'is linked to' : 'waits for'} itself`
      : `containers ${how === 'links' ? 'are linked' : 'wait for each other'} in a circle: ${[...cycle, ...cycle.slice(0, 1)].join(' -> ')}`,
  check(task) {
    if (
      !task.containers.items.some((container) => container.dependsOn.items.length + container.links.items.length > 0)
    ) {
      return FINE;
    }
    const [cycle] = circlesOf(task.containers.items, (container) => waitsFor(task, container));
    if (!cycle) return FINE;
    const how = cycle.every(({ dependsOn }) => dependsOn.items.length === 0) ? 'links' : 'waiting';
    return [{ at: task.at, facts: { cycle: cycle.map(nameOf), how } }];
  },
});

function waitsFor(task: TaskDefinition, container: ContainerDefinition): readonly ContainerDefinition[] {
  const names: string[] = [];
  for (const { container: name } of container.dependsOn.items) if (typeof name === 'string') names.push(name);
  if (effectOf(task, 'links') === 'works') for (const { target } of linksOf(container)) names.push(target);
  return names.flatMap((name) => containerOf(task, name) ?? []);
}
