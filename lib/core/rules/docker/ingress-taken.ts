import { hasDriver } from '../../engine/definition/driver';
import { type NetworkDefinition } from '../../engine/definition/docker-host';
import { nameOf } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const ingressTaken = defineRule<'dockerHost', { network: string; heldBy: string }>({
  id: 'ingress-taken',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'second ingress network in a swarm',
  why: 'published ports of services enter through it, so a second one could not be told apart',
  broken:
    'the swarm refuses the second: "rpc error: code = AlreadyExists desc = ingress network (…) is already present"',
  fix: 'remove the other ingress network first, or leave ingress out',
  sources: ['https://docs.docker.com/engine/swarm/networking/#customize-ingress'],
  catalogue: ['1.1 ingress'],
  explain: ({ network, heldBy }) => `network ${network} cannot be ingress, ${heldBy} already is`,
  *check(host) {
    let holder: NetworkDefinition | undefined;
    for (const network of host.networks.items) {
      if (network.ingress !== true || !hasDriver(network, ({ needsSwarm }) => needsSwarm)) continue;
      if (!holder) holder = network;
      else {
        yield {
          at: atField(network.at, 'ingress'),
          facts: { network: nameOf(network), heldBy: nameOf(holder) },
          others: [holder.at],
        };
      }
    }
  },
});
