import { hasDriver } from '../../engine/definition/driver';
import { does } from '../../engine/definition/engine-version';
import { type Cidr, type IpAddress } from '../../values/address';
import { gatewayOf, subnetsOf, staticAddressesOf, isIpamReadable, type Subnet } from '../../engine/definition/ipam';
import { indexOf } from '../../engine/definition/docker-reading';
import { isKnown } from '../../values/unknown';
import { defineRule } from '../rule';

/** How many addresses a subnet has for containers that ask for none. */
function roomOf({ cidr, gateway, auxiliary }: Subnet, dynamic: Cidr, fixed: readonly IpAddress[]): bigint {
  const ends = cidr.prefix >= 31 ? [] : [cidr.first, cidr.last];
  const taken = [...ends, ...(gateway ? [gateway] : []), ...auxiliary.map(({ address }) => address), ...fixed];
  const inside = new Set(taken.filter((address) => dynamic.contains(address)).map(String));
  return dynamic.size - BigInt(inside.size);
}

export const noAddressLeft = defineRule<'dockerHost', { network: string; containers: number; room: number }>({
  id: 'no-address-left',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'network with fewer addresses than containers',
  why: 'gateway, auxiliary and fixed addresses are taken from the subnet, and so are network and broadcast address',
  broken: `the last container does not start: "no available IPv4 addresses on this network's address pools: web (…)"`,
  fix: 'use a larger subnet or ip range',
  sources: ['https://docs.docker.com/engine/network/#subnet-allocation'],
  catalogue: ['1.3 capacity'],
  explain: ({ network, containers, room }) =>
    `network ${network} has ${room} ${room === 1 ? 'address' : 'addresses'} for ${containers} containers`,
  *check(host) {
    const { networks, members } = indexOf(host);
    for (const [name, attachments] of members) {
      const network = networks.get(name);
      if (!network || !hasDriver(network, ({ isBridged }) => isBridged) || !isIpamReadable(network)) continue;
      const subnets = subnetsOf(network, host.engine).filter(({ cidr }) => cidr.family === 4);
      const [subnet] = subnets;
      if (!subnet?.dynamic || subnets.length > 1 || subnet.cidr.first.isUnspecified) continue;
      if (!isKnown(gatewayOf(network, subnet.block, subnet.cidr, host.engine))) continue;
      if (subnet.cidr.prefix > (does(host.engine, 'smallest-subnets') ? 31 : 30)) continue;
      const running = attachments.filter(({ container }) => container.running === true);
      const asking = running.filter(({ endpoint }) => endpoint.ipv4 === undefined || endpoint.ipv4 === '');
      const fixed = running.flatMap((one) => [...staticAddressesOf(one)].flatMap(({ address }) => address ?? []));
      const room = roomOf(subnet, subnet.dynamic, fixed);
      if (BigInt(asking.length) <= room) continue;
      yield {
        at: network.at,
        facts: { network: name, containers: asking.length, room: Number(room) },
        others: asking.map(({ container }) => container.at),
      };
    }
  },
});
