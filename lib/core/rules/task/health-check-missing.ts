import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition, type TaskDefinition } from '../../ecs/task';
import { containerOf, nameOf } from '../../ecs/task-reading';
import { API_DEPENDENCY, preflight } from '../sources';
import { inContainers } from '../violations';

type Facts = { container: string; target: string };

export const healthCheckMissing = defineRule<'task', Facts>({
  id: 'health-check-missing',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'dependency on HEALTHY of a container without a health check',
  why: 'a health check in the image does not count; aws-cdk-lib waits for HEALTHY unless told otherwise',
  broken: `RegisterTaskDefinition refuses it: "A dependency container with HEALTHY condition must have health check configured"`,
  fix: ({ containerField }) => `give the target a ${containerField('healthCheck')}, or wait for START`,
  sources: [API_DEPENDENCY, preflight('pf-ecs-dependson-healthy-without-healthcheck')],
  catalogue: ['CT-12'],
  explain: ({ container, target }) =>
    `container ${container} waits until ${target} is healthy, but ${target} has no health check`,
  check: (task) => inContainers(task, waitsForHealth),
});

function waitsForHealth(container: ContainerDefinition, task: TaskDefinition): Violation<Facts> | undefined {
  for (const { container: target, condition } of container.dependsOn.items) {
    if (condition !== 'HEALTHY' || typeof target !== 'string') continue;
    const other = containerOf(task, target);
    if (!other || other.healthCheck !== undefined) continue;
    const facts = { container: nameOf(container), target };
    return { at: atField(container.at, 'dependsOn'), facts, others: [other.at] };
  }
  return undefined;
}
