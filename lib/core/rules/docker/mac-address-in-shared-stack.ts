import { containersIn, nameOf } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const macAddressInSharedStack = defineRule<'dockerHost', { container: string }>({
  id: 'mac-address-in-shared-stack',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'MAC address of a container that shares a network stack',
  why: 'the interfaces belong to the other container, or to the host',
  broken:
    'engines before 25 refuse it: "conflicting options: mac-address and the network mode"; later ones drop the address without a word',
  fix: 'give the MAC address to the container whose stack it is, or leave it out',
  sources: ['https://docs.docker.com/engine/network/#container-networks'],
  catalogue: ['2.3 mac address'],
  explain: ({ container }) => `container ${container} has no interface of its own and cannot have a MAC address`,
  *check(host) {
    for (const container of [...containersIn(host, 'container'), ...containersIn(host, 'host')]) {
      if (container.macAddress === undefined) continue;
      yield { at: atField(container.at, 'macAddress'), facts: { container: nameOf(container) } };
    }
  },
});
