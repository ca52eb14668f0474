import { Cidr } from '../../values/address';
import { rulesIn } from './rules-in';
import { isKnown } from '../../values/unknown';
import { quoted } from '../../values/model-error';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_INGRESS, preflight } from '../sources';

export const securityGroupBlockMalformed = defineRule<'vpcPlan', { group: string; block: string }>({
  id: 'security-group-block-malformed',
  subject: 'vpcPlan',
  effect: 'cannot deploy',
  title: 'a security group rule with a malformed address block',
  why: 'a block has a prefix length, for a single address /32 (IPv6 /128)',
  broken: 'EC2 refuses it: "CIDR block 10.0.0.0 is malformed"',
  fix: 'write ADDRESS/LENGTH, such as 10.0.0.0/16',
  sources: [API_INGRESS, preflight('pf-ec2-sg-cidr-valid', 'ec2')],
  catalogue: ['§1.4 Network configuration'],
  explain: ({ group, block }) => `a rule of ${group} is for ${quoted(block)}, which is not an address block`,
  check: (plan) =>
    inEach(rulesIn(plan), ({ group, rule: { at, peer } }) => {
      if (peer?.kind !== 'block' || !isKnown(peer.block) || peer.block === '' || Cidr.around(peer.block) !== undefined)
        return undefined;
      return { at, facts: { group: group.at.path, block: peer.block } };
    }),
});
