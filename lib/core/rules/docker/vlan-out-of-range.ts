import { nameOf } from '../../engine/definition/docker-reading';
import { optionsOf, atOption } from '../../engine/definition/driver-options';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const vlanOutOfRange = defineRule<'dockerHost', { network: string; parent: string; vlan: number }>({
  id: 'vlan-out-of-range',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'VLAN ID outside of 1 to 4094',
  why: 'a parent such as eth0.10 is created for the network when it is missing, with the number after the dot as VLAN',
  broken: 'the engine refuses it: "vlan id must be between 1-4094, received: 5000"',
  fix: 'use a number of 1 to 4094 after the dot',
  sources: ['https://docs.docker.com/engine/network/drivers/macvlan/#8021q-trunk-bridge-mode'],
  catalogue: ['1.5 macvlan and ipvlan VLAN'],
  explain: ({ network, parent, vlan }) => `parent ${parent} of network ${network} asks for VLAN ${vlan}`,
  *check(host) {
    for (const { network, key, value } of optionsOf(host, ({ isOnLan }) => isOnLan)) {
      const parent = key === 'parent' ? known(value) : undefined;
      const match = /^[^.]+\.(\d+)$/.exec(parent ?? '');
      const vlan = Number(match?.[1]);
      if (parent === undefined || !match || (vlan >= 1 && vlan <= 4094)) continue;
      yield { at: atOption(network, key), facts: { network: nameOf(network), parent, vlan } };
    }
  },
});
