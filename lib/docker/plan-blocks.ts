import { Cidr } from '../core';
import { AutomaticSubnets, DOCKER_POOLS } from './automatic-address';
import { type Block, type PlanInput, type Problem } from './plan';
import { type NetworkState, type SubnetRequest } from './state';
import { keyOf } from './tokens';

/** The subnets of every network: those that were given, and one for each that leaves the choice. */
export function planBlocks({ networks, outside }: PlanInput, problems: Problem[]): Map<NetworkState, readonly Block[]> {
  const given = networks.flatMap(({ requests = [] }) => requests.flatMap(({ subnet }) => subnet ?? []));
  const free = new AutomaticSubnets([...DOCKER_POOLS, ...outside, ...given]);
  const chosen = new Map<SubnetRequest, Cidr>();
  const wishes = networks.flatMap((network) =>
    (network.requests ?? []).filter(({ subnet }) => !subnet).map((request) => ({ network, request })),
  );
  // sorted by what does not change, so that the order of definitions decides nothing
  const keyed = wishes.map((wish) => ({ ...wish, key: keyOf(wish.network) }));
  for (const { network, request, key } of keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))) {
    const subnet = request.family === 4 ? free.take(key) : free.ipv6(key);
    if (subnet) chosen.set(request, subnet);
    else {
      const text = `no IPv${request.family} subnet was found that is clear of the ranges to stay away from`;
      problems.push({ at: { path: network.construct.node.path }, text: `${text}\n  fix: give subnets yourself` });
    }
  }
  const blocksOf = ({ requests = [] }: NetworkState): Block[] =>
    requests.flatMap((request) => {
      const subnet = request.subnet ?? chosen.get(request);
      if (!subnet) return [];
      // of a chosen subnet the upper half is for fixed addresses, for links or by hand
      const halved = request.subnet === undefined && request.family === 4;
      return blockOf(halved ? { ...request, ipRange: Cidr.of(subnet.first, subnet.prefix + 1) } : request, subnet);
    });
  const sorted = (blocks: Block[]): Block[] => blocks.sort((a, b) => a.subnet.first.compare(b.subnet.first));
  return new Map(networks.map((network) => [network, sorted(blocksOf(network))]));
}

function blockOf({ gateway, gatewayOptional, ipRange, auxiliary }: SubnetRequest, subnet: Cidr): Block {
  if (gateway || gatewayOptional === true) return { subnet, gateway, ipRange, auxiliary };
  const taken = new Set(Object.values(auxiliary).map(String));
  let first = subnet.first.plus(1);
  while (taken.has(first.toString())) first = first.plus(1);
  return { subnet, gateway: first, ipRange, auxiliary };
}
