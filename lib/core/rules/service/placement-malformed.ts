import { type PlacementStrategy } from '../../ecs/service';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { quoted } from '../../values/model-error';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { API_SERVICE, preflight } from '../sources';

export const placementMalformed = defineRule<'service', { problem: string }>({
  id: 'placement-malformed',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'a placement rule that ECS does not accept',
  why: 'binpack fills up cpu or memory, spread takes an attribute, random has no field, distinctInstance has no expression and memberOf has one; five strategies are allowed',
  broken: 'CreateService refuses it: "binpack field is invalid", "distinctInstance expression should not be specified"',
  fix: 'give binpack the field cpu or memory, and remove the field or expression where there is none',
  sources: [
    API_SERVICE,
    preflight('pf-ecs-svc-binpack-field'),
    preflight('pf-ecs-svc-random-with-field'),
    preflight('pf-ecs-svc-placement-constraint-distinct-instance-expression'),
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ problem }) => problem,
  check(service) {
    const { at, placementConstraints, placementStrategies } = service;
    const where = atField(at, 'placementStrategies');
    const count = placementStrategies.items.length;
    if (count > MAX)
      return [{ at: where, facts: { problem: `there are ${count} placement strategies; at most ${MAX} are allowed` } }];
    for (const strategy of placementStrategies.items) {
      const problem = problemOf(strategy);
      // AWS does not say what it does with a word that is no attribute
      const unsure = strategy.type === 'spread' ? { effect: 'may go wrong' as const } : {};
      if (problem !== undefined) return [{ at: strategy.at, facts: { problem }, ...unsure }];
    }
    for (const { type, expression } of placementConstraints.items) {
      const takes = type === 'memberOf';
      if ((type !== 'distinctInstance' && !takes) || (expression !== undefined) === takes) continue;
      const problem = `the constraint ${type} has ${takes ? 'no' : 'an'} expression`;
      return [{ at: atField(at, 'placementConstraints'), facts: { problem } }];
    }
    return FINE;
  },
});

const MAX = 5;

const SPREAD = /^(instanceid|host|attribute:.+)$/i;

function problemOf({ type, field }: PlacementStrategy): string | undefined {
  if (type === 'random' && typeof field === 'string' && field !== '')
    return `the strategy random has the field ${quoted(field)}`;
  if (type === 'spread' && typeof field === 'string' && !SPREAD.test(field))
    return `the strategy spread has the field ${quoted(field)}, which is neither instanceId, host nor attribute:NAME`;
  if (type !== 'binpack' || !isKnown(field)) return undefined;
  return field !== undefined && ['cpu', 'memory'].includes(field.toLowerCase())
    ? undefined
    : `the strategy binpack has ${field === undefined ? 'no field' : `the field ${quoted(field)}`}`;
}
