import { containerOf, nameOf } from '../../ecs/task-reading';
import { atField } from '../../values/place';
import { inContainers } from '../violations';
import { defineRule } from '../rule';
import { API_DEPENDENCY, preflight } from '../sources';

export const dependencyOnEndOfEssential = defineRule<'task', { container: string; target: string; condition: string }>({
  id: 'dependency-on-end-of-essential',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'a container waits for the end of an essential one',
  why: 'the end of an essential container ends the task',
  broken:
    'RegisterTaskDefinition refuses it: "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container"',
  fix: 'mark the other container as not essential, or wait for START or HEALTHY',
  sources: [API_DEPENDENCY, preflight('pf-ecs-dependson-complete-on-essential')],
  catalogue: ['CT-12'],
  explain: ({ container, target, condition }) =>
    `container ${container} waits for ${condition} of ${target}, which is essential: the task ends with it`,
  check: (task) =>
    inContainers(task, (container) => {
      for (const { container: target, condition } of container.dependsOn.items) {
        if ((condition !== 'SUCCESS' && condition !== 'COMPLETE') || typeof target !== 'string') continue;
        const other = containerOf(task, target);
        if (other?.essential !== true) continue;
        const facts = { container: nameOf(container), target, condition };
        return { at: atField(container.at, 'dependsOn'), facts, others: [other.at] };
      }
      return undefined;
    }),
});
