import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { connectOf } from '../../ecs/service-reading';
import { API_ALIAS, preflight } from '../sources';
import { FINE, inEach } from '../violations';

export const clientAliasMalformed = defineRule<'service', { dnsName: string }>({
  id: 'client-alias-malformed',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'client alias with characters or a length that ECS refuses',
  why: 'it is written into the hosts file of the clients',
  broken: 'CreateService refuses it: "The DNS name that you provided is invalid..."',
  fix: "use lower case, such as 'api' or 'api.internal'",
  sources: [API_ALIAS, preflight('pf-ecs-svc-connect-client-alias-dns-name')],
  catalogue: ['SC-07'],
  explain: ({ dnsName }) => `the client alias ${quoted(dnsName)} is not a DNS name in lower case`,
  check(service) {
    const entries = connectOf(service)?.entries.items ?? [];
    if (entries.length === 0) return FINE;
    return inEach(entries, ({ at, aliases }) => {
      for (const { dnsName } of aliases.items) {
        if (typeof dnsName !== 'string' || /^[a-z0-9_.][a-z0-9_.-]{0,126}$/.test(dnsName)) continue;
        return { at: atField(at, 'clientAliases'), facts: { dnsName } };
      }
      return undefined;
    });
  },
});
