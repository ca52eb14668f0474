import { hasDriver } from '../../engine/definition/driver';
import { Cidr } from '../../values/address';
import { type NetworkDefinition, type IpamBlock, type DockerHost } from '../../engine/definition/docker-host';
import { nameOf } from '../../engine/definition/docker-reading';
import { subnetOf } from '../../engine/definition/ipam';
import { atField, type Place } from '../../values/place';
import { defineRule } from '../rule';
import { isKnown, known } from '../../values/unknown';

interface Claim {
  readonly cidr: Cidr;
  readonly network: NetworkDefinition | undefined;
  readonly block: IpamBlock | undefined;
  readonly order: number;
}

/** Overlay networks have an address space of their own. */
function* claims(host: DockerHost, overlay: boolean): Generator<Claim> {
  let order = 0;
  const bridge = Cidr.around(host.engine.defaultBridgeSubnet);
  if (!overlay && bridge && host.engine.defaultBridge?.exists !== false)
    yield { cidr: bridge, network: undefined, block: undefined, order };
  for (const network of host.networks.items) {
    if (!isKnown(network.driver) || hasDriver(network, ({ needsSwarm }) => needsSwarm) !== overlay) continue;
    if (network.name === 'bridge' && network.existing) continue;
    for (const block of network.ipam.items) {
      const cidr = subnetOf(block);
      if (!cidr || cidr.first.isUnspecified || (cidr.family === 6 && network.ipv6 === false)) continue;
      yield { cidr, network, block, order: ++order };
    }
  }
}

/** Two networks of which one is no bridge may share a subnet when each hands out a range of its own. */
function shareOneSubnet(a: Claim, b: Claim): boolean {
  if (!a.cidr.equals(b.cidr) || a.network === b.network) return false;
  if ([a, b].every(({ network }) => network && hasDriver(network, ({ isBridged }) => isBridged))) return false;
  const [one, other] = [a, b].map(({ block }) => Cidr.around(known(block?.ipRange) ?? ''));
  return one !== undefined && other !== undefined && !one.equals(other);
}

/** The network that has a subnet, shown at the line with it. */
function placeOf({ network, block }: Claim): Place | undefined {
  return network && { ...atField(block?.at ?? network.at, 'subnet'), path: network.at.path };
}

export const subnetsOverlap = defineRule<'dockerHost', { network: string; subnet: string; with: string; of: string }>({
  id: 'subnets-overlap',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'overlapping subnets on one engine',
  why: 'the host has one route to an address, so it belongs to one network; the default bridge counts too',
  broken:
    'the engine refuses the later one: "Pool overlaps with other one on this address space", bridges also "networks have overlapping IPv4"',
  fix: 'use a subnet that no other network has, or leave it out and let one be chosen',
  sources: ['https://docs.docker.com/engine/network/#subnet-allocation'],
  catalogue: [
    '1.3 overlapping in one network',
    '1.3 overlap with another network',
    '1.3 same subnet, other ip range',
    '1.4 disjoint',
    '1.3 /0',
  ],
  explain: ({ network, subnet, with: other, of }) =>
    `subnet ${subnet} of network ${network} overlaps ${other} of ${of}`,
  *check(host) {
    for (const overlay of [false, true]) {
      // in the order of their first address only the one that reaches furthest can overlap the next
      const sorted = [...claims(host, overlay)].sort(
        (a, b) => a.cidr.first.compare(b.cidr.first) || a.cidr.prefix - b.cidr.prefix || a.order - b.order,
      );
      let furthest: Claim | undefined;
      const found: { earlier: Claim; later: Claim }[] = [];
      for (const claim of sorted) {
        if (furthest?.cidr.overlaps(claim.cidr) && !shareOneSubnet(furthest, claim)) {
          const [earlier, later] = furthest.order < claim.order ? [furthest, claim] : [claim, furthest];
          if (!(earlier.network?.existing ?? true) || later.network?.existing === false) found.push({ earlier, later });
        }
        if (furthest?.cidr.family !== claim.cidr.family || claim.cidr.last.compare(furthest.cidr.last) > 0)
          furthest = claim;
      }
      for (const { earlier, later } of found.sort((a, b) => a.later.order - b.later.order)) {
        if (!later.network || !later.block) continue;
        const of = earlier.network ? `network ${nameOf(earlier.network)}` : 'the default bridge';
        yield {
          at: atField(later.block.at, 'subnet'),
          facts: { network: nameOf(later.network), subnet: later.cidr.toString(), with: earlier.cidr.toString(), of },
          others: [placeOf(earlier) ?? host.at],
        };
      }
    }
  },
});
