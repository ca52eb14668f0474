import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { API_LOAD_BALANCER, GUIDE_QUOTAS } from '../sources';
import { FINE } from '../violations';

const MAX_TARGET_GROUPS = 5;

export const tooManyLoadBalancers = defineRule<'service', { given: number; allowed: number; kind: string }>({
  id: 'too-many-load-balancers',
  subject: 'service',
  effect: 'cannot deploy',
  title: `more than ${MAX_TARGET_GROUPS} target groups, or more than one Classic Load Balancer`,
  why: 'it is a limit of the service; deployments by CodeDeploy shift traffic between two groups of one attachment',
  broken: 'CreateService refuses the service',
  fix: 'split the service, or route by rules of one listener to fewer target groups',
  sources: [API_LOAD_BALANCER, GUIDE_QUOTAS],
  catalogue: ['LB-05'],
  explain: ({ given, allowed, kind }) => `the service has ${given} ${kind}; the most allowed is ${allowed}`,
  check({ at, loadBalancers: { items }, deploymentController }) {
    if (items.length < 2) return FINE;
    const classic = items.filter(({ classicName }) => classicName !== undefined).length;
    const where = atField(at, 'loadBalancers');
    if (classic > 1) return [{ at: where, facts: { given: classic, allowed: 1, kind: 'Classic Load Balancers' } }];
    const byCodeDeploy = deploymentController === 'CODE_DEPLOY';
    const allowed = byCodeDeploy ? 1 : MAX_TARGET_GROUPS;
    if (items.length <= allowed) return FINE;
    const kind = byCodeDeploy ? 'target groups with CodeDeploy' : 'target groups';
    return [{ at: where, facts: { given: items.length, allowed, kind } }];
  },
});
