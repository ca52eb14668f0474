import { containersIn, nameOf } from '../../engine/definition/docker-reading';
import { isForwardedTo } from '../../engine/definition/published-ports';
import { isDatabase } from '../../engine/definition/known-image';
import { IpAddress } from '../../values/address';
import { UNSAID } from '../../values/program';
import { isKnown } from '../../values/unknown';
import { defineRule } from '../rule';

export const databasePublishedEverywhere = defineRule<'dockerHost', { container: string; ports: string[] }>({
  id: 'database-published-everywhere',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'a database is published on every address of the host',
  why: 'other machines get to a published port past the firewall of the host, and containers on one network need none to reach each other',
  broken: 'the engine publishes it, and whoever gets to the host gets to the database',
  fix: 'leave the port out where only containers dial it, or publish it on 127.0.0.1',
  sources: ['https://docs.docker.com/engine/network/port-publishing/#publishing-ports'],
  catalogue: ['4.1 every address'],
  explain: ({ container, ports }) =>
    `container ${container} is a database, and its ${ports.length === 1 ? 'port' : 'ports'} ${ports.join(', ')} ${ports.length === 1 ? 'is' : 'are'} published on every address of the host`,
  *check(host) {
    for (const container of containersIn(host, 'own')) {
      if (container.running === false || !isDatabase(container.image, container.program ?? UNSAID)) continue;
      const open = container.published.items.filter(({ hostAddress }) => isEvery(hostAddress));
      const [first] = open;
      // ports to which the host forwards nothing are a finding of their own
      if (!first || isForwardedTo(host, container) === false) continue;
      const ports = open.map(({ containerPort }) => (isKnown(containerPort) ? String(containerPort) : 'not known'));
      yield { at: first.at, facts: { container: nameOf(container), ports: [...new Set(ports)] } };
    }
  },
});

function isEvery(address: unknown): boolean {
  if (address === undefined || address === '') return true;
  return typeof address === 'string' && IpAddress.tryParse(address)?.isUnspecified === true;
}
