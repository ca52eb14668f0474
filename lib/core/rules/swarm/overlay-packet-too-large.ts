import { OPTION } from '../../engine/definition/driver-option-keys';
import { atOption, optionOf } from '../../engine/definition/driver-options';
import { nameOf } from '../../engine/definition/docker-reading';
import { type SwarmNode } from '../../engine/swarm/swarm';
import { defineRule } from '../rule';
import { OVERLAY } from './sources';

const USUAL_MTU = 1500;

function mtuOf({ mtu = USUAL_MTU }: SwarmNode): number {
  return mtu;
}

export const overlayPacketTooLarge = defineRule<
  'dockerSwarm',
  { network: string; mtu: number; node: string; underlay: number }
>({
  id: 'overlay-packet-too-large',
  subject: 'dockerSwarm',
  effect: 'may go wrong',
  title: 'packets of an overlay network are larger than the network between the nodes carries',
  why: 'each is sent inside another packet that takes 50 bytes of its own, which the engine subtracts from the MTU of the option, or from 1500 without one',
  broken: 'small packets arrive and large ones do not: connections open, and hang as soon as much is sent',
  fix: 'leave the MTU of the overlay at that of the network between the nodes, or below',
  sources: [OVERLAY],
  catalogue: ['swarm overlay MTU'],
  explain: ({ network, mtu, node, underlay }) =>
    `overlay network ${network} has an MTU of ${mtu}, and the network of node ${node} carries ${underlay}`,
  *check({ networks, nodes }) {
    const [smallest] = [...nodes.items].sort((a, b) => mtuOf(a) - mtuOf(b));
    if (!smallest || nodes.items.length < 2) return;
    for (const network of networks.items) {
      const mtu = Number(optionOf(network, OPTION.mtu) ?? 0);
      if (!(mtu > mtuOf(smallest))) continue;
      yield {
        at: atOption(network, OPTION.mtu),
        facts: { network: nameOf(network), mtu, node: smallest.name, underlay: mtuOf(smallest) },
        others: [smallest.at],
      };
    }
  },
});
