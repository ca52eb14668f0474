import { hasDriver } from '../../engine/definition/driver';
import { nameOf, createdNetworks } from '../../engine/definition/docker-reading';
import { subnetsOf } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const bridgeSubnets = defineRule<'dockerHost', { network: string; family: number; subnets: string[] }>({
  id: 'bridge-subnets',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'bridge network with two subnets of one family',
  why: 'the bridge has one address a family; several subnets are for macvlan, ipvlan and overlay',
  broken: `the engine refuses it: "bridge driver doesn't support multiple subnets"`,
  fix: 'use one larger subnet, or a network for each',
  sources: ['https://docs.docker.com/engine/network/drivers/bridge/'],
  catalogue: ['1.1 IPAM config', '1.3 two subnets on bridge'],
  explain: ({ network, family, subnets }) =>
    `bridge network ${network} has several IPv${family} subnets: ${subnets.join(', ')}`,
  *check(host) {
    for (const network of createdNetworks(host)) {
      if (!hasDriver(network, ({ isBridged }) => isBridged)) continue;
      for (const family of [4, 6] as const) {
        if (family === 6 && network.ipv6 !== true) continue;
        const blocks = subnetsOf(network, host.engine).filter(({ cidr }) => cidr.family === family);
        const subnets = [...new Set(blocks.map(({ cidr }) => cidr.toString()))];
        if (subnets.length > 1)
          yield { at: atField(network.at, 'ipam'), facts: { network: nameOf(network), family, subnets } };
      }
    }
  },
});
