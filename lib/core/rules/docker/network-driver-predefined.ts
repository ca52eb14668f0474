import { driverOf } from '../../engine/definition/driver';
import { type DockerHost, type NetworkDefinition } from '../../engine/definition/docker-host';
import { createdNetworks, indexOf, nameOf } from '../../engine/definition/docker-reading';
import { joined } from '../../values/phrase';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

type Facts = { network: string; driver: string; mode: 'host' | 'none'; containers: readonly string[] };

export const networkDriverPredefined = defineRule<'dockerHost', Facts>({
  id: 'network-driver-predefined',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'second network of the driver host or null',
  why: 'there is one stack of the host and one way to have none; both networks are there from the start',
  broken: 'the engine refuses it: "only one instance of "host" network is allowed"',
  fix: 'remove the network, and give its containers the network mode host or none',
  fixFor:
    ({ network, mode, containers }) =>
    ({ set, either }) => {
      const whose = containers.length === 0 ? 'its containers' : `container ${joined(containers, 'and')}`;
      const instead = either(
        `use a ${mode === 'host' ? 'HostContainer' : 'IsolatedContainer'}`,
        `set ${set('networkMode', mode)} on ${whose}`,
      );
      return `remove network ${network} and ${instead}`;
    },
  sources: ['https://docs.docker.com/engine/network/drivers/host/'],
  catalogue: ['1.1 driver', '1.5 host and none'],
  explain: ({ network, driver, mode }) =>
    `network ${network} cannot use driver ${driver}: Docker has one ${mode} network and makes no second`,
  *check(host) {
    for (const network of createdNetworks(host)) {
      const driver = known(driverOf(network));
      const mode = driver?.mode;
      if (!driver || !mode) continue;
      const facts = { network: nameOf(network), driver: driver.name, mode, containers: membersOf(host, network) };
      yield { at: atField(network.at, 'driver'), facts };
    }
  },
});

/** The containers that are to be on a network. */
function membersOf(host: DockerHost, { name }: NetworkDefinition): readonly string[] {
  const members = indexOf(host).members.get(known(name) ?? '') ?? [];
  return [...new Set(members.map(({ container }) => nameOf(container)))];
}
