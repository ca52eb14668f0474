import { defineRule, type Violation } from '../rule';
import { connectOf, namesOffered } from '../../ecs/service-reading';
import { type ServiceConnectEntry } from '../../ecs/service';
import { API_CONNECT, GUIDE_CONNECT } from '../sources';
import { FINE } from '../violations';

export const serviceConnectNameTaken = defineRule<'service', { name: string }>({
  id: 'service-connect-name-taken',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'discovery name or alias offered twice by one service',
  why: 'clients tell endpoints apart by them; without a discovery name the name of the port is used',
  broken: 'CreateService refuses the service',
  fix: 'give one of the ports another discovery name or alias',
  sources: [API_CONNECT, GUIDE_CONNECT],
  catalogue: ['SC-08'],
  explain: ({ name }) => `two ports of the service are offered as ${name}`,
  check(service) {
    const entries = connectOf(service)?.entries.items ?? [];
    if (entries.length < 2) return FINE;
    const holders = new Map<string, ServiceConnectEntry>();
    const found: Violation<{ name: string }>[] = [];
    for (const entry of entries) {
      for (const name of namesOffered(entry)) {
        const holder = holders.get(name);
        if (holder && holder !== entry) found.push({ at: entry.at, facts: { name }, others: [holder.at] });
        else holders.set(name, entry);
      }
    }
    return found;
  },
});
