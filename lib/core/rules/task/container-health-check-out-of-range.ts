import { nameOf } from '../../ecs/task-reading';
import { atField } from '../../values/place';
import { inContainers } from '../violations';
import { defineRule } from '../rule';
import { API_HEALTH_CHECK, preflight } from '../sources';

const RANGES = [
  ['interval', 'intervalSeconds', 5, 300],
  ['retries', 'retries', 1, 10],
  ['start period', 'startPeriodSeconds', 0, 300],
] as const;

export const containerHealthCheckOutOfRange = defineRule<
  'task',
  { container: string; what: string; value: number; least: number; most: number }
>({
  id: 'container-health-check-out-of-range',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'a container health check with a number out of range',
  why: 'the interval is 5 to 300 seconds, the retries 1 to 10, the start period 0 to 300 seconds',
  broken: 'RegisterTaskDefinition refuses it',
  fix: 'use a number within the range',
  sources: [
    API_HEALTH_CHECK,
    preflight('pf-ecs-healthcheck-interval-range'),
    preflight('pf-ecs-healthcheck-retries-range'),
    preflight('pf-ecs-healthcheck-start-period-range'),
  ],
  catalogue: ['CT-13'],
  explain: ({ container, what, value, least, most }) =>
    `the health check of container ${container} has ${value} as its ${what}; ${least} to ${most} is allowed`,
  check: (task) =>
    inContainers(task, (container) => {
      for (const [what, name, least, most] of RANGES) {
        const value = container.healthCheck?.[name];
        if (typeof value !== 'number' || (value >= least && value <= most)) continue;
        return {
          at: atField(container.at, 'healthCheck'),
          facts: { container: nameOf(container), what, value, least, most },
        };
      }
      return undefined;
    }),
});
