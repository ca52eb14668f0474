import { hasDriver } from '../../engine/definition/driver';
import { nameOf, createdNetworks } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { DOCS } from './sources';
import { known } from '../../values/unknown';

export const ipamDriverUnusable = defineRule<'dockerHost', { network: string; driver: string }>({
  id: 'ipam-driver-unusable',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'IPAM driver that gives no usable addresses',
  why: 'the null driver hands out nothing, and a bridge cannot do without addresses',
  broken:
    'the engine refuses null: "ipv4 pool is empty", with a subnet "null ipam driver does not handle specific address pool ' +
    'requests"; another name without its plugin: "plugin "nosuch" not found"',
  fix: 'leave the IPAM driver out',
  sources: [DOCS.create],
  catalogue: ['1.1 IPAM driver'],
  explain: ({ network, driver }) => `network ${network} cannot get addresses from IPAM driver ${driver}`,
  *check(host) {
    for (const network of createdNetworks(host)) {
      const driver = known(network.ipamDriver);
      if (driver === undefined || driver === '' || driver === 'default') continue;
      const violation = { at: atField(network.at, 'ipamDriver'), facts: { network: nameOf(network), driver } };
      // a plugin may do without addresses
      if (driver === 'null' && !hasDriver(network, ({ isBuiltIn }) => isBuiltIn)) continue;
      yield driver === 'null' ? violation : { ...violation, effect: 'may go wrong' };
    }
  },
});
