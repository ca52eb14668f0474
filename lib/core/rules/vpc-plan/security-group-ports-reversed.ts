import { hasPorts } from '../../ecs/security-group';
import { rulesIn } from './rules-in';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_INGRESS, preflight } from '../sources';

export const securityGroupPortsReversed = defineRule<'vpcPlan', { group: string; first: number; last: number }>({
  id: 'security-group-ports-reversed',
  subject: 'vpcPlan',
  effect: 'cannot deploy',
  title: 'a security group rule whose first port is above the last, or outside of 0 to 65535',
  why: 'a range goes up from its first port to its last one',
  broken: `EC2 refuses it: "Invalid value '90' for fromPort"`,
  fix: 'write the lower port first, both from 0 to 65535',
  sources: [API_INGRESS, preflight('pf-ec2-sg-port-range', 'ec2')],
  catalogue: ['§1.4 Network configuration'],
  explain: ({ group, first, last }) => `a rule of ${group} goes from port ${first} to port ${last}`,
  check: (plan) =>
    inEach(rulesIn(plan), ({ group, rule: { at, protocol, from: first, to: last } }) => {
      if (!isKnown(protocol) || !hasPorts(protocol)) return undefined;
      if (typeof first !== 'number' || typeof last !== 'number') return undefined;
      if ((first <= last && first >= 0 && last <= 65535) || (first === -1 && last === -1)) return undefined;
      return { at: atField(at, 'fromPort'), facts: { group: group.at.path, first, last } };
    }),
});
