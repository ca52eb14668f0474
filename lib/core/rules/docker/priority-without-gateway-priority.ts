import { containersIn, nameOf } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { defineRule } from '../rule';

export const priorityWithoutGatewayPriority = defineRule<
  'dockerHost',
  { container: string; network: string; way: string }
>({
  id: 'priority-without-gateway-priority',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'priority is given to a network that does not become the default route',
  why: 'priority is the order in which Compose joins the networks; the default route goes by gw_priority, and without one by the names of the networks',
  broken: 'nothing refuses it, and the container leaves by another network than the one with the highest priority',
  fix: 'give gw_priority to the network that is to be the default route; priority does not choose it',
  sources: ['https://github.com/compose-spec/compose-spec/blob/main/05-services.md#gw_priority'],
  catalogue: ['1.3 gateway priority'],
  explain: ({ container, network, way }) =>
    `container ${container} gives network ${network} the highest priority, but its default route goes to ${way}`,
  *check(host) {
    for (const container of containersIn(host, 'own')) {
      const { items, complete } = container.endpoints;
      if (!complete || items.length < 2 || items.some(({ gatewayPriority }) => gatewayPriority !== undefined)) continue;
      const ranked = items.flatMap((endpoint) =>
        typeof endpoint.joinPriority === 'number' && isKnown(endpoint.network)
          ? [{ at: endpoint.at, network: endpoint.network, priority: endpoint.joinPriority }]
          : [],
      );
      const [highest] = ranked.sort((a, b) => b.priority - a.priority);
      const way = wayOut(
        items.map(({ network }) => network),
        host.networks.items,
      );
      if (!highest || highest.priority <= 0 || way === undefined || way === highest.network) continue;
      yield {
        at: atField(highest.at, 'priority'),
        facts: { container: nameOf(container), network: highest.network, way },
      };
    }
  },
});

/** The network of the default route: of those that are not internal the first by name; undefined while that is open. */
function wayOut(
  names: readonly unknown[],
  networks: readonly { readonly name: unknown; readonly internal: unknown; readonly ipv6: unknown }[],
): string | undefined {
  const definitions = names.map((name) => networks.find((one) => one.name === name));
  // a network of both families goes before the others
  if (definitions.some((one) => one === undefined || typeof one.internal !== 'boolean' || one.ipv6 !== false))
    return undefined;
  const outward = definitions.flatMap((one) =>
    one?.internal === false && typeof one.name === 'string' ? [one.name] : [],
  );
  return outward.sort()[0];
}
