import { joined } from '../../values/phrase';
import { type DockerHost } from '../../engine/definition/docker-host';
import { hasDriver } from '../../engine/definition/driver';
import { ALL_PORTS, isForwardedTo, lanWayOut, lostPorts } from '../../engine/definition/published-ports';
import { containersIn, indexOf, nameOf } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known, knownOr } from '../../values/unknown';
import { DOCS, PROVIDER } from './sources';

type Facts = {
  container: string;
  ports: string[];
  networks: string[];
  /** Those of them that are macvlan or ipvlan networks; the others are internal. */
  onLan: string[];
};

export const portsWithoutWayIn = defineRule<'dockerHost', Facts>({
  id: 'ports-without-way-in',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'published ports without a network that the host forwards to',
  why: 'internal networks let nothing in, and a container whose way out is a macvlan or ipvlan network is on the wire with an address of its own',
  broken:
    'the engine ignores the ports without a word, and Terraform replaces the container at every apply where they are listed one by one',
  fix: 'remove the ports, or join a second network, a bridge that is not internal',
  fixFor:
    ({ ports, onLan }) =>
    ({ field }) => {
      const remove = ports[0] === ALL_PORTS ? field('publishAllPorts') : 'the ports';
      return onLan.length > 0
        ? `remove ${remove} and dial the address that the container has on ${joined(onLan, 'and')}, or join a bridge network that is not internal and whose name comes before ${joined(onLan, 'and')} in the alphabet`
        : `remove ${remove}, or join a second network, a bridge that is not internal`;
    },
  sources: [
    `${DOCS.create}#internal`,
    'https://docs.docker.com/engine/network/drivers/macvlan/',
    `${PROVIDER}/issues/319`,
  ],
  catalogue: [
    '1.5 macvlan ports',
    '3.5 ports on internal',
    '4.6 ignored on internal only',
    '5.4 ports on internal-only',
    '0.7',
  ],
  explain: ({ container, ports, networks, onLan }) => {
    if (networks.length === 0)
      return `publishing ${ports.join(', ')} of container ${container} has no effect: it names no network, and the daemon has no default bridge ("bridge": "none")`;
    const all =
      networks.length === 1
        ? `its only network, ${joined(networks, 'and')}, is`
        : `its networks, ${joined(networks, 'and')}, are`;
    const why =
      onLan.length > 0
        ? `its way out is ${joined(onLan, 'and')}, a macvlan or ipvlan network, to which the host forwards nothing`
        : `${all} internal`;
    return `publishing ${ports.join(', ')} of container ${container} has no effect: ${why}`;
  },
  *check(host) {
    for (const container of containersIn(host, 'own')) {
      const lost = lostPorts(container);
      if (!lost || isForwardedTo(host, container) !== false) continue;
      const { ports, effect } = lost;
      const way = known(lanWayOut(host, container));
      const networks = way === undefined ? container.endpoints.items.map(({ network }) => knownOr(network, '')) : [way];
      const onLan = networks.filter((name) => isLan(host, name));
      yield {
        at: atField(container.at, ports[0] === ALL_PORTS ? 'publishAll' : 'published'),
        facts: { container: nameOf(container), ports, networks, onLan },
        effect,
      };
    }
  },
});

function isLan(host: DockerHost, name: string): boolean {
  const network = indexOf(host).networks.get(name);
  return network !== undefined && hasDriver(network, (driver) => driver.isOnLan);
}
