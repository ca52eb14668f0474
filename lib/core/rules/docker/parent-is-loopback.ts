import { nameOf } from '../../engine/definition/docker-reading';
import { optionsOf, atOption } from '../../engine/definition/driver-options';
import { defineRule } from '../rule';

export const parentIsLoopback = defineRule<'dockerHost', { network: string }>({
  id: 'parent-is-loopback',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'loopback as the parent of a macvlan or ipvlan network',
  why: 'the network puts its containers on the wire behind the parent, and the loopback interface has none',
  broken: 'the engine refuses it: "loopback interface is not a valid macvlan parent link"',
  fix: 'use the interface of the host that is on the network to join, such as eth0',
  sources: ['https://docs.docker.com/engine/network/drivers/macvlan/'],
  catalogue: ['1.5 macvlan and ipvlan parent'],
  explain: ({ network }) => `the parent of network ${network} is the loopback interface`,
  *check(host) {
    for (const { network, key, value } of optionsOf(host, ({ isOnLan }) => isOnLan)) {
      if (key !== 'parent' || value !== 'lo') continue;
      yield { at: atOption(network, key), facts: { network: nameOf(network) } };
    }
  },
});
