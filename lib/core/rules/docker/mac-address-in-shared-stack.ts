import { containersIn, nameOf } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const macAddressInSharedStack = defineRule<'dockerHost', { container: string; isOfHost: boolean }>({
  id: 'mac-address-in-shared-stack',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'MAC address of a container that shares a network stack',
  why: 'the interfaces belong to the other container, or to the host',
  broken:
    'engines before 25 refuse it: "conflicting options: mac-address and the network mode"; later ones drop the address without a word',
  fix: ({ field }) => `remove ${field('macAddress')}`,
  fixFor:
    ({ isOfHost }) =>
    ({ field, set }) =>
      isOfHost
        ? `remove ${field('macAddress')}, or ${set('networkMode', 'host')}`
        : `remove ${field('macAddress')}, or set it on the container whose network this one shares`,
  sources: ['https://docs.docker.com/engine/network/#container-networks'],
  catalogue: ['2.3 mac address'],
  explain: ({ container, isOfHost }) =>
    `container ${container} uses the network of ${isOfHost ? 'the host' : 'another container'}, so it has no interface of its own to give a MAC address to`,
  *check(host) {
    for (const kind of ['container', 'host'] as const) {
      for (const container of containersIn(host, kind)) {
        if (container.macAddress === undefined) continue;
        const facts = { container: nameOf(container), isOfHost: kind === 'host' };
        yield { at: atField(container.at, 'macAddress'), facts };
      }
    }
  },
});
