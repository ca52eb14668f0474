import { rulesIn } from './rules-in';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_INGRESS } from '../sources';

const CLOUDFORMATION = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';

export const securityGroupPeerMissing = defineRule<'vpcPlan', { group: string; side: string }>({
  id: 'security-group-peer-missing',
  subject: 'vpcPlan',
  effect: 'may go wrong',
  title: 'a security group rule without a source or destination',
  why: 'a rule lets through what comes from or goes to somebody: a block of addresses, a security group or a prefix list',
  broken: 'it is refused, or the stack is made and the rule is not: the group stays closed',
  fix: 'name a block of addresses, a security group or a prefix list, or leave the rule out',
  sources: [API_INGRESS, `${CLOUDFORMATION}/aws-resource-ec2-securitygroupingress.html`],
  catalogue: ['§1.4 Network configuration'],
  explain: ({ group, side }) => `a rule of ${group} names no ${side}, so it lets nothing through`,
  check: (plan) =>
    inEach(rulesIn(plan), ({ group, rule: { at, peer, peerFields }, direction }) => {
      if (peer !== undefined || peerFields?.length !== 0) return undefined;
      return { at, facts: { group: group.at.path, side: direction === 'ingress' ? 'source' : 'destination' } };
    }),
});
