import { Cidr } from '../../values/address';
import { rulesIn } from './rules-in';
import { isKnown } from '../../values/unknown';
import { quoted } from '../../values/model-error';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_INGRESS, preflight } from '../sources';

export const securityGroupBlockMalformed = defineRule<'vpcPlan', { group: string; block: string; wanted: string }>({
  id: 'security-group-block-malformed',
  subject: 'vpcPlan',
  effect: 'cannot deploy',
  title: 'a security group rule with a malformed address block, or one of the other address family',
  why: 'a block has a prefix length, for a single address /32 (IPv6 /128), and IPv4 and IPv6 have fields of their own',
  broken: 'EC2 refuses it: "CIDR block 10.0.0.0 is malformed"',
  fix: 'write ADDRESS/LENGTH, such as 10.0.0.0/16, in the field of its address family',
  sources: [API_INGRESS, preflight('pf-ec2-sg-cidr-valid', 'ec2')],
  catalogue: ['§1.4 Network configuration'],
  explain: ({ group, block, wanted }) => `a rule of ${group} is for ${quoted(block)}, which is not an ${wanted}`,
  check: (plan) =>
    inEach(rulesIn(plan), ({ group, rule: { at, peer } }) => {
      if (peer?.kind !== 'block' || !isKnown(peer.block) || peer.block === '') return undefined;
      const { block, family } = peer;
      const found = Cidr.around(block)?.first.family;
      if (found !== undefined && (family === undefined || found === family)) return undefined;
      const wanted = found === undefined ? 'address block' : `IPv${family} block`;
      return { at, facts: { group: group.at.path, block, wanted } };
    }),
});
