import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_TARGET_GROUP, preflight } from '../sources';

export const targetGroupIncomplete = defineRule<'loadBalancing', { targetType: string; problem: string }>({
  id: 'target-group-incomplete',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'a target group without what its target type needs',
  why: 'all but those of functions have a protocol, a port and a VPC; those of functions have none of them',
  broken: `Elastic Load Balancing refuses it: "A target group of type 'ip' must have a protocol and a port"`,
  fix: 'set the protocol, the port and the VPC, or leave them out where the targets are functions',
  sources: [
    API_TARGET_GROUP,
    preflight('pf-elbv2-tg-protocol-required-non-lambda', 'elbv2'),
    preflight('pf-elbv2-tg-vpc-required-non-lambda', 'elbv2'),
    preflight('pf-elbv2-tg-lambda-no-port', 'elbv2'),
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ targetType, problem }) => `the target group has target type ${targetType} and ${problem}`,
  check: ({ targetGroups }) =>
    inEach(targetGroups, ({ at, targetType, protocol, port, vpc }) => {
      if (!isKnown(targetType)) return undefined;
      const given = [
        ['protocol', protocol],
        ['port', port],
        ['VPC', vpc],
      ] as const;
      const isFunction = targetType === 'lambda';
      const wrong = given.filter(([, value]) => (value === undefined) !== isFunction).map(([name]) => name);
      if (wrong.length === 0) return undefined;
      const problem = `${isFunction ? 'has' : 'names no'} ${wrong.join(isFunction ? ' and ' : ' and no ')}`;
      return { at, facts: { targetType, problem } };
    }),
});
