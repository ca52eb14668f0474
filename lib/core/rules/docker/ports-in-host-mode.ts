import { nameOf, containersIn } from '../../engine/definition/docker-reading';
import { lostPorts } from '../../engine/definition/published-ports';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { PROVIDER } from './sources';

export const portsInHostMode = defineRule<'dockerHost', { container: string; ports: string[] }>({
  id: 'ports-in-host-mode',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'published ports of a container in host mode',
  why: 'its processes listen on the addresses of the host themselves, so there is nothing to forward',
  broken:
    'the engine ignores the ports ("Published ports are discarded when using host network mode"), and Terraform replaces the ' +
    'container at every apply where they are listed one by one',
  fix: 'leave the ports out; to listen on another port of the host, tell the program',
  sources: ['https://docs.docker.com/engine/network/drivers/host/', `${PROVIDER}/issues/319`],
  catalogue: ['2.3 publish in host mode', '4.6 ignored in host mode', '5.4 ports on host container', '0.7'],
  explain: ({ container, ports }) =>
    `container ${container} is in host mode, where publishing ${ports.join(', ')} does nothing`,
  *check(host) {
    for (const container of containersIn(host, 'host')) {
      const lost = lostPorts(container);
      if (!lost) continue;
      const { ports, effect } = lost;
      yield { at: atField(container.at, 'published'), facts: { container: nameOf(container), ports }, effect };
    }
  },
});
