import { hasPorts, isIcmp } from '../../ecs/security-group';
import { rulesIn } from './rules-in';
import { isKnown } from '../../values/unknown';
import { inEach } from '../violations';
import { defineRule } from '../rule';
import { API_PERMISSION } from '../sources';

export const securityGroupPortsIgnored = defineRule<
  'vpcPlan',
  { group: string; protocol: string; first: number; last: number }
>({
  id: 'security-group-ports-ignored',
  subject: 'vpcPlan',
  effect: 'may go wrong',
  title: 'a security group rule with ports for a protocol that has none',
  why: 'only TCP, UDP and ICMP rules look at ports; protocol -1 is every protocol on every port',
  broken: 'silently, the ports are ignored and everything of the protocol is let through',
  fix: 'write the protocol that the ports are of, such as tcp, or leave the ports out',
  sources: [API_PERMISSION],
  catalogue: ['§1.4 Network configuration'],
  explain: ({ group, protocol, first, last }) =>
    `a rule of ${group} is for ${protocol === '-1' ? 'every protocol (-1)' : `protocol ${protocol}`} and names ${
      first === last ? `port ${first}` : `ports ${first} to ${last}`
    }, which AWS ignores: it opens all of ${protocol === '-1' ? 'them, on every port' : 'that protocol'}`,
  check: (plan) =>
    inEach(rulesIn(plan), ({ group, rule: { at, protocol, from: first, to: last } }) => {
      if (!isKnown(protocol) || hasPorts(protocol) || isIcmp(protocol) || ICMPV6.has(protocol)) return undefined;
      if (typeof first !== 'number' || typeof last !== 'number') return undefined;
      // 0 to 0, 0 to 65535 and -1 are ways to say all of them
      if (first <= 0 && (last <= 0 || last >= 65535)) return undefined;
      return { at, facts: { group: group.at.path, protocol, first, last } };
    }),
});

const ICMPV6: ReadonlySet<string> = new Set(['icmpv6', 'ipv6-icmp', '58']);
