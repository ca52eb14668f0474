import { hasPorts } from '../../ecs/security-group';
import { rulesIn } from './rules-in';
import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_INGRESS } from '../sources';

export const securityGroupPortsMissing = defineRule<'vpcPlan', { group: string; protocol: string }>({
  id: 'security-group-ports-missing',
  subject: 'vpcPlan',
  effect: 'cannot deploy',
  title: 'a TCP or UDP security group rule without ports',
  why: 'all ports are said with 0 and 65535, everything with protocol -1',
  broken: `EC2 refuses it: "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange"`,
  fix: 'write the first and the last port, or protocol -1',
  sources: [API_INGRESS],
  catalogue: ['§1.4 Network configuration'],
  explain: ({ group, protocol }) => `a rule of ${group} is for ${protocol} and does not name a first and a last port`,
  check: (plan) =>
    inEach(rulesIn(plan), ({ group, rule: { at, protocol, from, to } }) => {
      if (!isKnown(protocol) || !hasPorts(protocol) || (from !== undefined && to !== undefined)) return undefined;
      return { at, facts: { group: group.at.path, protocol } };
    }),
});
