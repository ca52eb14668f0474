import { hasDriver } from '../../engine/definition/driver';
import { type NetworkDefinition } from '../../engine/definition/docker-host';
import { nameOf } from '../../engine/definition/docker-reading';
import { OPTION } from '../../engine/definition/driver-option-keys';
import { optionOf, atOption } from '../../engine/definition/driver-options';
import { defineRule } from '../rule';
import { DOCS } from './sources';

export const bridgeNameTaken = defineRule<'dockerHost', { network: string; name: string; heldBy: string }>({
  id: 'bridge-name-taken',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'two networks with one bridge',
  why: 'the bridge is the network; two of them on one bridge would be one network with two rules',
  broken:
    'the engine refuses the second: "cannot create network … (rbr0): conflicts with network … (rbr0): networks have same bridge name"',
  fix: 'give one of them another bridge name, or leave the name out',
  sources: [DOCS.bridge],
  catalogue: ['1.5 bridge.name'],
  explain: ({ network, name, heldBy }) => `bridge ${name} of network ${network} already belongs to network ${heldBy}`,
  *check(host) {
    const holders = new Map<string, NetworkDefinition>();
    for (const network of host.networks.items) {
      const name = optionOf(network, OPTION.bridgeName);
      if (name === undefined || name === '' || !hasDriver(network, ({ isBridged }) => isBridged)) continue;
      const holder = holders.get(name);
      if (!holder) holders.set(name, network);
      else if (!network.existing || !holder.existing) {
        yield {
          at: atOption(network, OPTION.bridgeName),
          facts: { network: nameOf(network), name, heldBy: nameOf(holder) },
          others: [holder.at],
        };
      }
    }
  },
});
