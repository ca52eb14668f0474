import { type NetworkDefinition } from '../../engine/definition/docker-host';
import { does } from '../../engine/definition/engine-version';
import { hasDriver } from '../../engine/definition/driver';
import { atOption, optionOf } from '../../engine/definition/driver-options';
import { createdNetworks, nameOf } from '../../engine/definition/docker-reading';
import { defineRule } from '../rule';

const MODE = 'macvlan_mode';
const PASSTHRU = 'passthru';

export const passthruParentShared = defineRule<'dockerHost', { network: string; parent: string; heldBy: string }>({
  id: 'passthru-parent-shared',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'a macvlan network in mode passthru shares its parent interface',
  why: 'in that mode one network has the interface to itself, in whichever order they are made',
  broken:
    'engines from 27 on refuse the later one: "cannot use mode passthru, macvlan network web is already using parent interface ' +
    'eth0"; older ones refuse any second network of a parent',
  fix: 'use mode bridge, or another parent such as eth0.10',
  sources: ['https://docs.docker.com/engine/network/drivers/macvlan/'],
  catalogue: ['1.5 macvlan and ipvlan one network a parent'],
  explain: ({ network, parent, heldBy }) =>
    `network ${network} and network ${heldBy} have parent ${parent}, and one of them is in mode passthru`,
  *check(host) {
    if (!does(host.engine, 'parent-shared')) return; // another rule says it there
    const byParent = new Map<string, NetworkDefinition[]>();
    for (const network of createdNetworks(host)) {
      const parent = optionOf(network, 'parent') ?? '';
      if (parent === '' || !hasDriver(network, ({ choices }) => Object.hasOwn(choices, MODE))) continue;
      const earlier = byParent.get(parent) ?? [];
      byParent.set(parent, [...earlier, network]);
      const alone = optionOf(network, MODE) === PASSTHRU;
      const other = earlier.find((one) => alone || optionOf(one, MODE) === PASSTHRU);
      if (!other) continue;
      const facts = { network: nameOf(network), parent, heldBy: nameOf(other) };
      yield { at: atOption(network, 'parent'), facts, others: [other.at] };
    }
  },
});
