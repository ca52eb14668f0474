import { joined } from '../../values/phrase';
import { walk } from '../../values/graph';
import { defineRule, type Violation } from '../rule';
import { connectOf } from '../../ecs/service-reading';
import { type Service } from '../../ecs/service';
import { GUIDE_CONNECT } from '../sources';
import { FINE } from '../violations';

type Facts = { client: string; servers: readonly string[] };

export const serviceConnectOrder = defineRule<'cluster', Facts>({
  id: 'service-connect-order',
  subject: 'cluster',
  effect: 'may go wrong',
  title: 'client of Service Connect created before the services it calls',
  why: 'a task knows the endpoints that existed when its deployment started',
  broken: 'silently, the names of services that came later do not resolve until the client is deployed again',
  fix: ({ field, either }) =>
    `let the client depend on the servers, ${either('as connect() does', `with ${field('dependsOn')}`)}`,
  fixFor:
    ({ client, servers }) =>
    ({ dependOn, either }) =>
      either(
        `let ${client} depend on ${joined(servers, 'and')}, as connect() does`,
        joined(
          servers.map((server) => dependOn(client, server)),
          'and',
        ),
      ),
  sources: [GUIDE_CONNECT],
  catalogue: ['SC-12'],
  explain: ({ client, servers }) =>
    `${client} may start before ${joined(servers, 'and')}, and then does not resolve ${servers.length === 1 ? 'its name' : 'their names'} until ${client} is deployed again`,
  check(cluster) {
    let found: Violation<Facts>[] | undefined;
    for (const service of cluster.services.items) {
      const connect = connectOf(service);
      if (!connect || connect.entries.items.length > 0 || !connect.entries.complete) continue;
      if (service.startsAfter?.complete !== true) continue;
      const { namespace } = connect;
      const before = allBefore(service, cluster.services.items);
      const servers = cluster.services.items.filter((other) => {
        const offered = connectOf(other);
        return (
          offered && offered.entries.items.length > 0 && offered.namespace === namespace && !before.has(other.at.path)
        );
      });
      if (servers.length === 0) continue;
      const facts = { client: service.at.path, servers: servers.map(({ at }) => at.path) };
      (found ??= []).push({ at: connect.at, facts, others: servers.map(({ at }) => at) });
    }
    return found ?? FINE;
  },
});

/** Paths of the services that are created before one, those before these included. */
function allBefore(service: Service, services: readonly Service[]): ReadonlySet<string> {
  const byPath = new Map(services.map((one) => [one.at.path, one]));
  return new Set(walk(service.startsAfter?.items ?? [], (path) => byPath.get(path)?.startsAfter?.items ?? []));
}
