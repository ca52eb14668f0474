import { hasDriver } from '../../engine/definition/driver';
import { nameOf, createdNetworks } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const overlayNeedsSwarm = defineRule<'dockerHost', { network: string }>({
  id: 'overlay-needs-swarm',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'overlay network without a swarm',
  why: 'an overlay spans machines, and what it needs to know about them is kept by the swarm',
  broken:
    'the engine refuses it: "This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again."',
  fix: 'make the engine a swarm manager, or use a bridge network',
  sources: ['https://docs.docker.com/engine/network/drivers/overlay/'],
  catalogue: ['1.1 driver', '1.1 scope', '1.5 overlay'],
  explain: ({ network }) => `overlay network ${network} needs a swarm, but this engine is not in one`,
  *check(host) {
    if (host.engine.swarm !== false) return;
    for (const network of createdNetworks(host)) {
      if (hasDriver(network, ({ needsSwarm }) => needsSwarm))
        yield { at: atField(network.at, 'driver'), facts: { network: nameOf(network) } };
    }
  },
});
