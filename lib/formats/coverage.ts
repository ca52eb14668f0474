import { isKnown } from '../core/values/unknown';
import { type Reading } from './reading';

/** What rules looked at, and what they could not look at. */
export interface Coverage {
  /** How many there are of each kind: `services`, `containers`. Kinds of which there is none are left out. */
  readonly judged: Readonly<Record<string, number>>;
  /** What could not be looked at, and what decides it. */
  readonly notJudged: readonly { readonly what: string; readonly why: string }[];
}

/** What of a reading the rules can judge. */
export function coverageOf({ tasks, services, securityGroups, dockerHosts }: Reading): Coverage {
  const counts = {
    services: services.length,
    'task definitions': tasks.length,
    'security groups': securityGroups.length,
    containers: dockerHosts.reduce((sum, { containers }) => sum + containers.items.length, 0),
    networks: dockerHosts.reduce((sum, { networks }) => sum + networks.items.length, 0),
  };
  return {
    judged: Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    notJudged: [
      ...services.flatMap(({ at, task }) =>
        isKnown(task) ? [] : [{ what: `task definition of ${at.path}`, why: task.why }],
      ),
      // of a running host a network may be known by its members only
      ...dockerHosts
        .filter(({ observed }) => observed === true)
        .flatMap(({ networks }) => networks.items)
        .flatMap(({ at, driver }) => (isKnown(driver) ? [] : [{ what: `network ${at.path}`, why: driver.why }])),
    ],
  };
}
