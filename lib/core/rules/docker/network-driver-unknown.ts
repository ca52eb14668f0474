import { BUILT_IN_DRIVERS, driverOf } from '../../engine/definition/driver';
import { nameOf, createdNetworks } from '../../engine/definition/docker-reading';
import { quoted } from '../../values/model-error';
import { joined } from '../../values/phrase';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const networkDriverUnknown = defineRule<'dockerHost', { network: string; driver: string }>({
  id: 'network-driver-unknown',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'network driver that is neither built in nor a plugin',
  why: `whatever is not ${joined(BUILT_IN_DRIVERS, 'or')} is looked for among the plugins of the engine; case counts`,
  broken: 'without such a plugin the engine refuses the network: "plugin "nosuch" not found"',
  fix: `use ${joined(BUILT_IN_DRIVERS, 'or')}, or install the plugin first; for no network at all, use the none mode`,
  sources: ['https://docs.docker.com/engine/network/drivers/'],
  catalogue: ['1.1 driver'],
  explain: ({ network, driver }) => `driver ${quoted(driver)} of network ${network} is not built into the engine`,
  *check(host) {
    for (const network of createdNetworks(host)) {
      const driver = known(driverOf(network));
      if (driver?.isBuiltIn !== false) continue;
      yield { at: atField(network.at, 'driver'), facts: { network: nameOf(network), driver: driver.name } };
    }
  },
});
