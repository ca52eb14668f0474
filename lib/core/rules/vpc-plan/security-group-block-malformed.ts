import { Cidr, IpAddress, type IpFamily } from '../../values/address';
import { atField, type Place } from '../../values/place';
import { rulesIn } from './rules-in';
import { isKnown } from '../../values/unknown';
import { type Fix } from '../../values/fix';
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
  fix: 'write address/length, such as 10.0.0.0/16; IPv6 has a field of its own',
  fixFor: ({ block }) => wayOut(block),
  sources: [API_INGRESS, preflight('pf-ec2-sg-cidr-valid', 'ec2')],
  catalogue: ['§1.4 Network configuration'],
  explain: ({ group, block, wanted }) =>
    `a rule of ${group} is for ${quoted(block)}, which ${IpAddress.tryParse(block) && wanted === ANY ? 'has no prefix length' : `is not an ${wanted}`}`,
  check: (plan) =>
    inEach(rulesIn(plan), ({ group, rule: { at, peer } }) => {
      if (peer?.kind !== 'block' || !isKnown(peer.block) || peer.block === '') return undefined;
      const { block, family } = peer;
      const found = Cidr.around(block)?.first.family;
      if (found !== undefined && (family === undefined || found === family)) return undefined;
      const wanted = found === undefined ? ANY : `IPv${family} block`;
      return { at: fieldOf(at, family), facts: { group: group.at.path, block, wanted } };
    }),
});

const ANY = 'address block';

/** The field that the block stands in. */
function fieldOf(at: Place, family: IpFamily | undefined): Place {
  return family === undefined ? at : atField(at, family === 4 ? 'cidrIp' : 'cidrIpv6');
}

/** The blocks that can be meant by an address without a length; the other field for one of the other family. */
function wayOut(block: string): Fix | undefined {
  const address = IpAddress.tryParse(block.split('/')[0] ?? '');
  if (!address) return undefined;
  const isWhole = Cidr.around(block) !== undefined;
  const text = address.toString();
  const [single, wide] = address.family === 4 ? [32, 16] : [128, 64];
  const around = Cidr.around(`${text}/${wide}`);
  return ({ field }) => {
    const home = field(address.family === 4 ? 'cidrIp' : 'cidrIpv6');
    if (isWhole) return `write the block in ${home}`;
    return `write ${text}/${single} for the one address, or a block such as ${around?.first.toString() ?? text}/${wide}, in ${home}`;
  };
}
