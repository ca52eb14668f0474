import { type ContainerSpec } from '../../engine/definition/docker-host';
import { nameOf, isPredefined, indexOf } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { isKnown, knownOr } from '../../values/unknown';

export const aliasShadowsName = defineRule<
  'dockerHost',
  { container: string; alias: string; network: string; other: string }
>({
  id: 'alias-shadows-name',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'alias that is the name of another container',
  why: 'names and aliases are one list for each network: the answer holds the addresses of both, in changing order',
  broken: 'the engine accepts it, and whoever asks for the name reaches now the one, now the other',
  fix: 'use another alias; to spread requests over both, give both the same alias',
  sources: ['https://docs.docker.com/engine/network/#dns-services'],
  catalogue: ['2.1 alias that is a name'],
  explain: ({ container, alias, network, other }) =>
    `alias ${alias} of container ${container} on network ${network} is the name of container ${other}`,
  *check(host) {
    for (const [network, attachments] of indexOf(host).members) {
      if (isPredefined(network)) continue;
      const names = new Map<string, ContainerSpec>();
      for (const { container } of attachments) names.set(knownOr(container.name, '').toLowerCase(), container);
      for (const { container, endpoint } of attachments) {
        for (const alias of endpoint.aliases.items) {
          const other = isKnown(alias) && alias !== '' ? names.get(alias.toLowerCase()) : undefined;
          if (!isKnown(alias) || !other || other === container) continue;
          yield {
            at: atField(endpoint.at, 'aliases'),
            facts: { container: nameOf(container), alias, network, other: nameOf(other) },
            others: [other.at],
          };
        }
      }
    }
  },
});
