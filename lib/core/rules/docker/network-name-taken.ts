import { type NetworkDefinition } from '../../engine/definition/docker-host';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { isKnown } from '../../values/unknown';
import { DOCS, PROVIDER } from './sources';

export const networkNameTaken = defineRule<'dockerHost', { network: string; heldBy: string }>({
  id: 'network-name-taken',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'two networks of one name on one engine',
  why: 'containers join networks by name, so two of one name could not be told apart',
  broken:
    'the engine refuses the second: "network with name web already exists"; where 20.10 lets it pass, whoever joins it ' +
    'gets "network web is ambiguous (2 matches found on name)"',
  fix: 'give one of them another name, or look the existing one up instead of creating it',
  sources: [DOCS.create, `${PROVIDER}/issues/82`],
  catalogue: ['1.2 network names'],
  explain: ({ network, heldBy }) => `network name ${network} is already taken by ${heldBy}`,
  *check(host) {
    const holders = new Map<string, NetworkDefinition>();
    for (const network of host.networks.items) {
      if (!isKnown(network.name) || network.name.trim() === '') continue;
      const holder = holders.get(network.name);
      if (!holder) holders.set(network.name, network);
      else if (!network.existing || !holder.existing) {
        yield {
          at: atField(network.at, 'name'),
          facts: { network: network.name, heldBy: holder.at.path },
          others: [holder.at],
        };
      }
    }
  },
});
