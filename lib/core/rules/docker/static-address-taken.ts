import { nameOf, endpointsOf, runTogether } from '../../engine/definition/docker-reading';
import { staticAddressesOf, type StaticAddress } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const staticAddressTaken = defineRule<
  'dockerHost',
  { container: string; address: string; network: string; heldBy: string }
>({
  id: 'static-address-taken',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'one fixed address for two containers',
  why: 'whoever starts first has it',
  broken: 'the second container does not start: "Address already in use"',
  fix: 'give one of them another address',
  sources: ['https://docs.docker.com/reference/cli/docker/network/connect/#ip'],
  catalogue: ['2.5 taken'],
  explain: ({ container, address, network, heldBy }) =>
    `address ${address} of container ${container} on network ${network} is already taken by container ${heldBy}`,
  *check(host) {
    const holders = new Map<string, StaticAddress>();
    for (const attachment of endpointsOf(host)) {
      const network = known(attachment.endpoint.network);
      if (network === undefined) continue;
      for (const one of staticAddressesOf(attachment)) {
        if (!one.address) continue;
        const key = `${network} ${one.address}`;
        const holder = holders.get(key);
        if (!holder) holders.set(key, one);
        else if (holder.container !== one.container) {
          yield {
            at: atField(one.endpoint.at, one.field),
            facts: {
              container: nameOf(one.container),
              address: one.address.toString(),
              network,
              heldBy: nameOf(holder.container),
            },
            others: [holder.endpoint.at],
            effect: runTogether(holder.container, one.container) ? 'cannot work' : 'may go wrong',
          };
        }
      }
    }
  },
});
