import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { API_DEPLOYMENT, preflight } from '../sources';
import { FINE } from '../violations';

export const deploymentPercentOutOfRange = defineRule<'service', { percent: number; bound: string }>({
  id: 'deployment-percent-out-of-range',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'deployment percentage outside of its range',
  why: 'a deployment replaces tasks below, at or above the desired count',
  broken: 'CreateService refuses the service',
  fix: 'set the minimum to at most 100 and the maximum to at least 100',
  sources: [API_DEPLOYMENT, preflight('pf-ecs-service-deployment-percent')],
  catalogue: ['PLACE-07'],
  explain: ({ percent, bound }) =>
    `the ${bound} percent is ${percent}; it has to be ${bound === 'maximum' ? 'at least 100' : 'between 0 and 100'}`,
  check({ at, minimumHealthyPercent: least, maximumPercent: most }) {
    const where = atField(at, 'deploymentConfiguration');
    if (typeof least === 'number' && (least > 100 || least < 0)) {
      return [{ at: where, facts: { percent: least, bound: 'minimum healthy' } }];
    }
    if (typeof most === 'number' && most < 100) return [{ at: where, facts: { percent: most, bound: 'maximum' } }];
    return FINE;
  },
});
