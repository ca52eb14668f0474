import { hasDriver } from '../../engine/definition/driver';
import { createdNetworks } from '../../engine/definition/docker-reading';
import { defineRule } from '../rule';

/** 172.18.0.0/16 to 172.31.0.0/16, and 192.168.0.0/16 in blocks of /20. */
const POOLS = 30;

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
  explain: ({ networks, pools }) =>
    `${networks} networks leave their subnet to the engine, which by default has ${pools} to give`,
  *check(host) {
    const asking = [...createdNetworks(host)].filter(
      (network) =>
        hasDriver(network, ({ isBridged }) => isBridged) && network.ipam.complete && network.ipam.items.length === 0,
    );
    const [first] = asking.slice(POOLS);
    if (!first) return;
    yield {
      at: first.at,
      facts: { networks: asking.length, pools: POOLS },
      others: asking.slice(0, 1).map(({ at }) => at),
    };
  },
});
