import { driverOf, nameOf, optionsOf, atOption } from '../../engine/definition/docker-reading';
import { defineRule } from '../rule';
import { knownOr } from '../../values/unknown';
import { DOCS } from './sources';

const COMMON = ['com.docker.network.driver.mtu', 'com.docker.network.enable_ipv4', 'com.docker.network.enable_ipv6'];
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  bridge: [
    ...COMMON,
    'com.docker.network.bridge.name',
    'com.docker.network.bridge.enable_ip_masquerade',
    'com.docker.network.bridge.enable_icc',
    'com.docker.network.bridge.host_binding_ipv4',
    'com.docker.network.bridge.inhibit_ipv4',
    'com.docker.network.bridge.default_bridge',
    'com.docker.network.bridge.gateway_mode_ipv4',
    'com.docker.network.bridge.gateway_mode_ipv6',
    'com.docker.network.bridge.trusted_host_interfaces',
    'com.docker.network.container_iface_prefix',
    'com.docker.network.host_ipv4',
    'com.docker.network.host_ipv6',
  ],
  macvlan: [...COMMON, 'parent', 'macvlan_mode'],
  ipvlan: [...COMMON, 'parent', 'ipvlan_mode', 'ipvlan_flag'],
  overlay: [...COMMON, 'encrypted', 'com.docker.network.driver.overlay.vxlanid_list'],
};

export const driverOptionUnknown = defineRule<'dockerHost', { network: string; key: string; driver: string }>({
  id: 'driver-option-unknown',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'driver option that the driver does not have',
  why: 'drivers look for the options they know and at nothing else, so a misspelt one does nothing',
  broken: 'the engine accepts it and nothing happens',
  fix: 'check the spelling and the driver; leave out what the driver does not have',
  sources: [DOCS.bridge, 'https://docs.docker.com/engine/network/drivers/macvlan/'],
  catalogue: ['1.1 options', '1.5 unknown key'],
  explain: ({ network, key, driver }) => `option ${key} of network ${network} is none of the ${driver} driver`,
  *check(host) {
    for (const { network, key } of optionsOf(host, Object.keys(OPTIONS))) {
      const driver = knownOr(driverOf(network), 'bridge');
      if (OPTIONS[driver]?.includes(key) ?? true) continue;
      yield { at: atOption(network, key), facts: { network: nameOf(network), key, driver } };
    }
  },
});
