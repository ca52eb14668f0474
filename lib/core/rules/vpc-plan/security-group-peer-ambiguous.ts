import { rulesIn } from './rules-in';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_INGRESS, preflight } from '../sources';

export const securityGroupPeerAmbiguous = defineRule<'vpcPlan', { group: string; fields: readonly string[] }>({
  id: 'security-group-peer-ambiguous',
  subject: 'vpcPlan',
  effect: 'cannot deploy',
  title: 'a security group rule that names several sources or destinations',
  why: 'each rule is about one of them',
  broken: 'EC2 refuses it: "Only one of CidrIp, SourceSecurityGroupId … can be specified"',
  fix: 'write one rule for each',
  sources: [API_INGRESS, preflight('pf-ec2-sg-source-exclusive', 'ec2')],
  catalogue: ['§1.4 Network configuration'],
  explain: ({ group, fields }) => `a rule of ${group} has ${fields.join(' and ')}`,
  check: (plan) =>
    inEach(rulesIn(plan), ({ group, rule: { at, peerFields: fields = [] } }) =>
      fields.length < 2 ? undefined : { at, facts: { group: group.at.path, fields } },
    ),
});
