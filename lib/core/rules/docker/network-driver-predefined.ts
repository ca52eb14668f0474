import { driverOf } from '../../engine/definition/driver';
import { nameOf, known, createdNetworks } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const networkDriverPredefined = defineRule<'dockerHost', { network: string; driver: string }>({
  id: 'network-driver-predefined',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'second network of the driver host or null',
  why: 'there is one stack of the host and one way to have none; both networks are there from the start',
  broken: 'the engine refuses it: "only one instance of "host" network is allowed"',
  fix: 'give the container the host or none mode instead of a network',
  sources: ['https://docs.docker.com/engine/network/drivers/host/'],
  catalogue: ['1.1 driver', '1.5 host and none'],
  explain: ({ network, driver }) => `network ${network} cannot be created with driver ${driver}`,
  *check(host) {
    for (const network of createdNetworks(host)) {
      const driver = known(driverOf(network));
      if (driver?.isPredefined !== true) continue;
      yield { at: atField(network.at, 'driver'), facts: { network: nameOf(network), driver: driver.name } };
    }
  },
});
