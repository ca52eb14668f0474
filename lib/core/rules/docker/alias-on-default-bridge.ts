import { nameOf, isPredefined, endpointsOf } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { isKnown, known } from '../../values/unknown';

export const aliasOnDefaultBridge = defineRule<'dockerHost', { container: string; aliases: string[]; network: string }>(
  {
    id: 'alias-on-default-bridge',
    subject: 'dockerHost',
    effect: 'cannot deploy',
    title: 'aliases on the default bridge',
    why: 'the default bridge, host and none have no name server that could answer to them',
    broken:
      'the engine refuses it: "network-scoped alias is supported only for containers in user defined networks" (20.10), ' +
      '"network-scoped aliases are only supported for user-defined networks" (25 and later)',
    fix: 'put the container, and those that dial it by the alias, on a user-defined network',
    sources: [
      'https://docs.docker.com/engine/network/drivers/bridge/#differences-between-user-defined-bridges-and-the-default-bridge',
    ],
    catalogue: ['2.3 aliases', '5.2 bridge with aliases'],
    explain: ({ container, aliases, network }) =>
      `container ${container} has the aliases ${aliases.join(', ')} on network ${network}, where no name resolves`,
    *check(host) {
      for (const { container, endpoint } of endpointsOf(host)) {
        const network = known(endpoint.network);
        const aliases = endpoint.aliases.items.filter(isKnown);
        if (network === undefined || !isPredefined(network) || aliases.length === 0) continue;
        yield { at: atField(endpoint.at, 'aliases'), facts: { container: nameOf(container), aliases, network } };
      }
    },
  },
);
