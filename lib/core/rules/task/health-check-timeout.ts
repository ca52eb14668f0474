import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition } from '../../ecs/task';
import { nameOf } from '../../ecs/task-reading';
import { API_HEALTH_CHECK, preflight } from '../sources';
import { inContainers } from '../violations';

type Facts = { container: string; seconds: number };

export const healthCheckTimeout = defineRule<'task', Facts>({
  id: 'health-check-timeout',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'container health check with a timeout outside of 2 to 60 seconds',
  why: 'the API takes no other value, although aws-cdk-lib lets 120 through',
  broken: 'RegisterTaskDefinition refuses it: "… less than or equal to the maximum allowed value 60"',
  fix: 'set the timeout to 2 to 60 seconds',
  sources: [API_HEALTH_CHECK, preflight('pf-ecs-healthcheck-timeout-range')],
  catalogue: ['CT-13'],
  explain: ({ container, seconds }) =>
    `the health check of container ${container} times out after ${seconds} seconds; 2 to 60 are allowed`,
  check: (task) => inContainers(task, timesOut),
});

function timesOut(container: ContainerDefinition): Violation<Facts> | undefined {
  const seconds = container.healthCheck?.timeoutSeconds;
  if (typeof seconds !== 'number' || (seconds >= 2 && seconds <= 60)) return undefined;
  return { at: atField(container.at, 'healthCheck'), facts: { container: nameOf(container), seconds } };
}
