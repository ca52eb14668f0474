import { hasPorts, isIcmp } from '../../ecs/security-group';
import { rulesIn } from './rules-in';
import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_INGRESS, API_PERMISSION } from '../sources';

export const securityGroupPortsMissing = defineRule<'vpcPlan', { group: string; protocol: string }>({
  id: 'security-group-ports-missing',
  subject: 'vpcPlan',
  effect: 'cannot deploy',
  title: 'a TCP, UDP or ICMP security group rule without ports',
  why: 'all ports are said with 0 and 65535, all of ICMP with -1 and -1 (type and code stand where ports do), everything with protocol -1',
  broken: `EC2 refuses it: "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange"`,
  fix: 'write the first and the last port (for ICMP -1 and -1), or protocol -1',
  sources: [API_INGRESS, API_PERMISSION],
  catalogue: ['§1.4 Network configuration'],
  explain: ({ group, protocol }) =>
    isIcmp(protocol)
      ? `a rule of ${group} is for ICMP and does not name a type and a code, which stand where ports do`
      : `a rule of ${group} is for ${protocol} and does not name a first and a last port`,
  check: (plan) =>
    inEach(rulesIn(plan), ({ group, rule: { at, protocol, from, to } }) => {
      if (!isKnown(protocol) || !(hasPorts(protocol) || isIcmp(protocol)) || (from !== undefined && to !== undefined))
        return undefined;
      return { at, facts: { group: group.at.path, protocol } };
    }),
});
