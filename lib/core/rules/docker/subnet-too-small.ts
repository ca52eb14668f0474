import { driverOf } from '../../engine/definition/driver';
import { does } from '../../engine/definition/engine-version';
import { gatewayOf, ipamBlocks, subnetOf } from '../../engine/definition/ipam';
import { nameOf } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { DOCS } from './sources';
import { known } from '../../values/unknown';

export const subnetTooSmall = defineRule<'dockerHost', { network: string; subnet: string }>({
  id: 'subnet-too-small',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'subnet without room for a gateway and a container',
  why: 'network address, broadcast address and gateway are taken before the first container comes; 29 lets a /31 do without the first two, and a macvlan network without a gateway',
  broken:
    'the engine refuses /32, and before 29 /31: "failed to allocate gateway (): No available addresses on this pool"; where ' +
    'it creates the network, no container starts: "no available IPv4 addresses on this network\'s address pools"',
  fix: 'use a prefix of /29 or shorter (five containers), in IPv6 /64',
  sources: [DOCS.create],
  catalogue: ['1.3 /31 and /32'],
  explain: ({ network, subnet }) => `subnet ${subnet} of network ${network} has no address for a container`,
  *check(host) {
    for (const [network, block] of ipamBlocks(host)) {
      const cidr = subnetOf(block);
      if (!cidr || (cidr.family === 6 && network.ipv6 !== true)) continue;
      const driver = known(driverOf(network));
      if (driver?.isBridged !== true && !(driver?.isOnLan === true && cidr.family === 4)) continue;
      const gateway = known(gatewayOf(network, block, cidr, host.engine));
      const longest = cidr.family === 6 ? 126 : !does(host.engine, 'smallest-subnets') ? 30 : gateway ? 31 : 32;
      if (cidr.prefix <= longest) continue;
      yield { at: atField(block.at, 'subnet'), facts: { network: nameOf(network), subnet: cidr.toString() } };
    }
  },
});
