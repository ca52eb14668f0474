import { atField } from '../../values/place';
import { joined } from '../../values/phrase';
import { isKnown } from '../../values/unknown';
import { type LoadBalancerAttachment } from '../../ecs/service';
import { defineRule } from '../rule';
import { API_LOAD_BALANCER, GUIDE_QUOTAS } from '../sources';
import { FINE } from '../violations';

const MAX_TARGET_GROUPS = 5;

type Facts = {
  given: number;
  allowed: number;
  kind: string;
  /** Target groups that stand there more than once. */
  repeated: readonly string[];
};

export const tooManyLoadBalancers = defineRule<'service', Facts>({
  id: 'too-many-load-balancers',
  subject: 'service',
  effect: 'cannot deploy',
  title: `more than ${MAX_TARGET_GROUPS} target groups, or more than one Classic Load Balancer`,
  why: 'it is a limit of the service; deployments by CodeDeploy shift traffic between two groups of one attachment',
  broken: 'CreateService refuses the service',
  fix: 'split the service, or route by rules of one listener to fewer target groups',
  fixFor: ({ repeated }) =>
    repeated.length > 0 ? `remove the repeated entries of ${joined(repeated, 'and')}` : undefined,
  sources: [API_LOAD_BALANCER, GUIDE_QUOTAS],
  catalogue: ['LB-05'],
  explain: ({ given, allowed, kind, repeated }) =>
    `the service has ${given} ${kind}${repeated.length > 0 ? `, several of them for ${joined(repeated, 'and')}` : ''}; at most ${allowed} ${allowed === 1 ? 'is' : 'are'} allowed`,
  check({ at, loadBalancers: { items }, deploymentController }) {
    if (items.length < 2) return FINE;
    const classic = items.filter(({ classicName }) => classicName !== undefined).length;
    const where = atField(at, 'loadBalancers');
    if (classic > 1)
      return [{ at: where, facts: { given: classic, allowed: 1, kind: 'Classic Load Balancers', repeated: [] } }];
    const byCodeDeploy = deploymentController === 'CODE_DEPLOY';
    const allowed = byCodeDeploy ? 1 : MAX_TARGET_GROUPS;
    if (items.length <= allowed) return FINE;
    const kind = `load balancer entries${byCodeDeploy ? ' and is deployed by CodeDeploy' : ''}`;
    return [{ at: where, facts: { given: items.length, allowed, kind, repeated: repeatedIn(items) } }];
  },
});

/** The target groups to which several entries lead. */
function repeatedIn(items: readonly LoadBalancerAttachment[]): readonly string[] {
  const names = items.flatMap(({ targetGroup }) => (targetGroup && isKnown(targetGroup) ? [targetGroup.at.path] : []));
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
