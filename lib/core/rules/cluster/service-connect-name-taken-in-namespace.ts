import { defineRule, type Violation } from '../rule';
import { connectOf, namesOffered } from '../../ecs/service-reading';
import { type Service } from '../../ecs/service';
import { API_CONNECT, GUIDE_CONNECT } from '../sources';
import { FINE } from '../violations';

type Facts = { name: string; other: string };

export const serviceConnectNameTakenInNamespace = defineRule<'cluster', Facts>({
  id: 'service-connect-name-taken-in-namespace',
  subject: 'cluster',
  effect: 'cannot deploy',
  title: 'discovery name or alias offered twice in one namespace',
  why: 'clients tell endpoints apart by them; without a discovery name the name of the port is used, such as http',
  broken: 'CreateService refuses the second service',
  fix: 'give the ports discovery names and aliases of their own',
  sources: [API_CONNECT, GUIDE_CONNECT],
  catalogue: ['SC-08'],
  explain: ({ name, other }) => `the service offers ${name}, and so does ${other} in the same namespace`,
  check(cluster) {
    let found: Violation<Facts>[] | undefined;
    let holders: Map<string, Service> | undefined;
    for (const service of cluster.services.items) {
      const connect = connectOf(service);
      const namespace = connect?.namespace ?? '';
      if (!connect || connect.entries.items.length === 0 || typeof namespace !== 'string') continue;
      for (const entry of connect.entries.items) {
        for (const name of namesOffered(entry)) {
          const key = `${namespace} ${name}`;
          const holder = holders?.get(key);
          if (!holder) (holders ??= new Map<string, Service>()).set(key, service);
          else if (holder !== service) {
            const facts = { name, other: holder.at.path };
            // that an alias clashes is documented, that it is refused is not
            const sure = !name.includes(':');
            (found ??= []).push({
              at: entry.at,
              facts,
              others: [holder.at],
              ...(sure ? {} : { effect: 'may go wrong' }),
            });
          }
        }
      }
    }
    return found ?? FINE;
  },
});
