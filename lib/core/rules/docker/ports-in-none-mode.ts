import { nameOf, containersIn } from '../../engine/definition/docker-reading';
import { lostPorts } from '../../engine/definition/published-ports';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { PROVIDER } from './sources';

export const portsInNoneMode = defineRule<'dockerHost', { container: string; ports: string[] }>({
  id: 'ports-in-none-mode',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'published ports of a container in none mode',
  why: 'it has a loopback interface only, so there is nothing that a port of the host could be forwarded to',
  broken:
    'the engine ignores the ports without a word, and Terraform replaces the container at every apply where they are listed one by one',
  fix: 'leave the ports out, or put the container on a network',
  sources: ['https://docs.docker.com/engine/network/drivers/none/', `${PROVIDER}/issues/319`],
  catalogue: ['2.3 publish in none mode', '4.6 ignored in none mode', '5.4 ports on none container', '0.7'],
  explain: ({ container, ports }) =>
    `container ${container} has no network, so publishing ${ports.join(', ')} does nothing`,
  *check(host) {
    for (const container of containersIn(host, 'none')) {
      const lost = lostPorts(container);
      if (!lost) continue;
      const { ports, effect } = lost;
      yield { at: atField(container.at, 'published'), facts: { container: nameOf(container), ports }, effect };
    }
  },
});
