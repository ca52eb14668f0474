import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_TARGET_GROUP, preflight } from '../sources';

export const targetHealthCheckDisabled = defineRule<'loadBalancing', { targetType: string }>({
  id: 'target-health-check-disabled',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'a target group whose health check is switched off',
  why: 'the health of every target but a function is always checked',
  broken: `Elastic Load Balancing refuses it: "Health checks must be enabled for target groups with target type 'ip'"`,
  fix: ({ field }) => `leave ${field('healthCheckEnabled')} out, or set it to true`,
  sources: [API_TARGET_GROUP, preflight('pf-elbv2-tg-hc-enabled-required', 'elbv2')],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ targetType }) =>
    `the health check of targets of type ${targetType} is switched off, which only those of type lambda can be`,
  check: ({ targetGroups }) =>
    inEach(targetGroups, ({ at, targetType, healthCheck }) => {
      if (!isKnown(targetType) || targetType === 'lambda' || healthCheck?.enabled !== false) return undefined;
      return { at: atField(at, 'healthCheckEnabled'), facts: { targetType } };
    }),
});
