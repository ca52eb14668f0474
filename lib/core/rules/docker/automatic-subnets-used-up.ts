import { addressPoolsOf } from '../../engine/definition/address-pools';
import { type EngineSettings } from '../../engine/definition/docker-host';
import { hasDriver } from '../../engine/definition/driver';
import { createdNetworks } from '../../engine/definition/docker-reading';
import { Cidr } from '../../values/address';
import { defineRule } from '../rule';

export const automaticSubnetsUsedUp = defineRule<'dockerHost', { networks: number; pools: number }>({
  id: 'automatic-subnets-used-up',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'more networks than the engine has subnets to give',
  why: 'its default pools are cut into 30 blocks besides that of the default bridge; a daemon may be told of others',
  broken:
    'the engine refuses the next: "could not find an available, non-overlapping IPv4 address pool among the defaults to ' +
    'assign to the network" (20.10), "all predefined address pools have been fully subnetted" (27 and later)',
  fix: ({ either }) => `give the networks subnets${either(', or let BridgeNetwork choose them', '')}`,
  sources: ['https://docs.docker.com/engine/network/#subnet-allocation'],
  catalogue: ['1.4 default pools'],
  explain: ({ networks, pools }) => `${networks} networks leave their subnet to the engine, which has ${pools} to give`,
  *check(host) {
    const pools = subnetsToGive(host.engine);
    if (pools === undefined) return;
    const asking = [...createdNetworks(host)].filter(
      (network) =>
        hasDriver(network, ({ isBridged }) => isBridged) && network.ipam.complete && network.ipam.items.length === 0,
    );
    const [first] = asking.slice(pools);
    if (!first) return;
    yield {
      at: first.at,
      facts: { networks: asking.length, pools },
      others: asking.slice(0, 1).map(({ at }) => at),
    };
  },
});

/** How many subnets the pools of an engine hold, besides the one that the default bridge takes. */
function subnetsToGive(engine: EngineSettings): number | undefined {
  const pools = addressPoolsOf(engine);
  const bridge = engine.defaultBridge?.exists === false ? undefined : Cidr.around(engine.defaultBridgeSubnet);
  const taken = bridge && pools?.some(({ block }) => block.overlaps(bridge)) ? 1 : 0;
  return pools && pools.reduce((sum, { subnets }) => sum + subnets, 0) - taken;
}
