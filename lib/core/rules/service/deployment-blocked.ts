import { atField } from '../../values/place';
import { DEFAULT_PERCENT } from '../../ecs/rolling-deploy';
import { defineRule } from '../rule';
import { isKnown } from '../../values/unknown';
import { API_DEPLOYMENT, preflight } from '../sources';
import { FINE } from '../violations';

export const deploymentBlocked = defineRule<'service', { left: string }>({
  id: 'deployment-blocked',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'minimum and maximum percent both 100',
  why: 'then no task may stop before its successor runs, and no successor may start before a task stops',
  broken:
    'CreateService refuses it: "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments."',
  fix: 'lower the minimum, or raise the maximum',
  sources: [API_DEPLOYMENT, preflight('pf-ecs-service-min-healthy-over-max-percent')],
  catalogue: ['PLACE-07'],
  explain: ({ left }) =>
    `minimum and maximum percent are both 100${left === '' ? '' : ` (the ${left} is left out)`}: ` +
    'a deployment may neither stop a task nor start one more',
  check(service) {
    const { scheduling, minimumHealthyPercent: least, maximumPercent: most, deploymentController } = service;
    if ((least !== 100 && most !== 100) || deploymentController !== 'ECS' || !isKnown(scheduling)) return FINE;
    const byDefault = DEFAULT_PERCENT[scheduling];
    if ((least ?? byDefault.minimumHealthyPercent) !== 100 || (most ?? byDefault.maximumPercent) !== 100) return FINE;
    const left = least === undefined ? 'minimum' : most === undefined ? 'maximum' : '';
    return [
      {
        at: atField(service.at, 'deploymentConfiguration'),
        facts: { left },
        // an update of a service keeps what is left out
        ...(left === '' ? {} : { effect: 'may go wrong' }),
      },
    ];
  },
});
