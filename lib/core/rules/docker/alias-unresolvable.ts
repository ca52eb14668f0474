import { nameOf, endpointsOf, unresolvable } from '../../engine/definition/docker-reading';
import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { isKnown } from '../../values/unknown';

export const aliasUnresolvable = defineRule<'dockerHost', { container: string; alias: string; reason: string }>({
  id: 'alias-unresolvable',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'alias that can never be resolved',
  why: 'resolvers refuse labels of more than 63 characters and blanks, and never look an address up',
  broken: 'the engine stores it, and it never resolves',
  fix: 'use up to 63 letters, digits, dashes and underscores, dots between them',
  sources: ['https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4'],
  catalogue: ['1.2 longer than 63', '2.1 longer than 63', '2.1 alias with a blank or like an address'],
  explain: ({ container, alias, reason }) =>
    `alias ${quoted(alias)} of container ${container} never resolves: ${reason}`,
  *check(host) {
    for (const { container, endpoint } of endpointsOf(host)) {
      for (const alias of endpoint.aliases.items) {
        const reason = isKnown(alias) ? unresolvable(alias) : undefined;
        if (reason === undefined || !isKnown(alias)) continue;
        yield { at: atField(endpoint.at, 'aliases'), facts: { container: nameOf(container), alias, reason } };
      }
    }
  },
});
