import { does } from '../../engine/definition/engine-version';
import { type NetworkDefinition } from '../../engine/definition/docker-host';
import { nameOf } from '../../engine/definition/docker-reading';
import { optionsOf, atOption } from '../../engine/definition/driver-options';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const parentTaken = defineRule<'dockerHost', { network: string; parent: string; heldBy: string }>({
  id: 'parent-taken',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'parent interface used by two macvlan or ipvlan networks before engine 27',
  why: 'older drivers keep a parent for one network; 27 and later share it among networks of one driver',
  broken: 'engines before 27 refuse the second: "network dm-… is already using parent interface eth0"',
  fix: 'use a VLAN of the parent, such as eth0.10',
  sources: ['https://docs.docker.com/engine/network/drivers/macvlan/'],
  catalogue: ['1.5 macvlan and ipvlan one network a parent'],
  explain: ({ network, parent, heldBy }) =>
    `parent ${parent} of network ${network} already belongs to network ${heldBy}`,
  *check(host) {
    if (does(host.engine, 'parent-shared')) return;
    const holders = new Map<string, NetworkDefinition>();
    for (const { network, driver, key, value } of optionsOf(host, ({ isOnLan }) => isOnLan)) {
      const parent = key === 'parent' ? known(value) : undefined;
      if (parent === undefined || parent === '') continue;
      const claim = `${driver.name} ${parent}`;
      const holder = holders.get(claim);
      if (!holder) holders.set(claim, network);
      else {
        yield {
          at: atOption(network, key),
          facts: { network: nameOf(network), parent, heldBy: nameOf(holder) },
          others: [holder.at],
        };
      }
    }
  },
});
