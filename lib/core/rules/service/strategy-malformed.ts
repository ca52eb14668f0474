import { launchTypeOfProvider } from '../../ecs/launch-type';
import { isDefinite } from '../../ecs/service-reading';
import { atField } from '../../values/place';
import { type Fix } from '../../values/fix';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { API_SERVICE, preflight } from '../sources';

type Facts = { problem: string; what: 'bases' | 'mixed' | 'weights' };

export const strategyMalformed = defineRule<'service', Facts>({
  id: 'strategy-malformed',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'a capacity provider strategy that ECS does not accept',
  why: 'one provider has a base, one or more have a weight, and Fargate and instances are not mixed',
  broken:
    'CreateService refuses it: "There are multiple capacity providers in the specified capacity provider strategy with a base value defined"',
  fix: 'keep one base, give a provider a weight above 0, and use Fargate or instances',
  fixFor: ({ what }) => FIXES[what],
  sources: [
    API_SERVICE,
    preflight('pf-ecs-svc-capacity-provider-multiple-base'),
    preflight('pf-ecs-svc-capacity-provider-zero-weight'),
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ problem }) => `the capacity provider strategy ${problem}`,
  check({ at, strategy: { items, complete } }) {
    if (items.length === 0) return FINE;
    const where = atField(at, 'capacityProviderStrategy');
    const bases = items.filter(({ base }) => typeof base === 'number' && base > 0).length;
    if (bases > 1) return [{ at: where, facts: { problem: `has ${bases} bases, and 1 is allowed`, what: 'bases' } }];
    const names = items.map(({ provider }) => provider);
    if (names.every(isDefinite)) {
      const serverless = names.filter((name) => launchTypeOfProvider(name) !== undefined);
      if (serverless.length > 0 && serverless.length < names.length) {
        return [{ at: where, facts: { problem: `mixes ${serverless.join(' and ')} with instances`, what: 'mixed' } }];
      }
    }
    if (!complete || !items.every(({ weight }) => weight === 0)) return FINE;
    return [{ at: where, facts: { problem: 'gives no provider a weight above 0', what: 'weights' } }];
  },
});

const FIXES: Readonly<Record<Facts['what'], Fix>> = {
  bases: ({ field }) => `keep ${field('base')} of one provider and remove the others`,
  mixed: 'use Fargate or instances; where both are needed, two services',
  // the name is one word in every language
  weights: ({ set }) =>
    `${set('weight', 1).startsWith('--') ? 'set weight=1' : `set ${set('weight', 1)}`} (or more) for one of the providers`,
};
