import { Cidr, type IpFamily } from '../../core/values/address';
import { quoted } from '../../core/values/model-error';
import { AutomaticSubnets, DOCKER_POOLS } from './automatic-address';
import { type Block, type PlanInput, type Remarks } from './plan';
import { movedText, settle } from './settle';
import { type NetworkState, type SubnetRequest } from './state';
import { keyOf } from '../../terraform/tokens';

/** The subnets of every network: those that were given, and one for each that leaves the choice. */
export function planBlocks(input: PlanInput, remarks: Remarks): Map<NetworkState, readonly Block[]> {
  const chosen = new Map([...chooseSubnets(input, 4, remarks), ...chooseSubnets(input, 6, remarks)]);
  const blocksOf = ({ requests = [] }: NetworkState): Block[] =>
    requests.flatMap((request) => {
      const subnet = request.subnet ?? chosen.get(request);
      if (!subnet) return [];
      const halved = request.subnet === undefined && request.family === 4;
      return blockOf(halved ? { ...request, ipRange: lowerHalf(subnet) } : request, subnet);
    });
  const sorted = (blocks: Block[]): Block[] => blocks.sort((a, b) => a.subnet.first.compare(b.subnet.first));
  return new Map(input.networks.map((network) => [network, sorted(blocksOf(network))]));
}

/** A subnet of a family for each network that has none of it. */
function chooseSubnets(
  { networks, outside }: PlanInput,
  family: IpFamily,
  { problems, warnings }: Remarks,
): [SubnetRequest, Cidr][] {
  const given = networks.flatMap(({ requests = [] }) => requests.flatMap(({ subnet }) => subnet ?? []));
  const free = new AutomaticSubnets([...DOCKER_POOLS, ...outside, ...given]);
  const wishes = networks.flatMap((network) =>
    (network.requests ?? [])
      .filter((request) => !request.subnet && request.family === family)
      .map((request) => ({ network, request, key: keyOf(network) })),
  );
  // sorted by what does not change, so that the order of definitions decides nothing
  wishes.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const settled = settle(
    wishes.map(({ key }) => key),
    (key, taken) => (family === 4 ? free.ipv4(key, taken) : free.ipv6(key, taken)),
  );
  return wishes.flatMap(({ network, request, key }, index): [SubnetRequest, Cidr][] => {
    const choice = settled[index];
    const at = { path: network.construct.node.path };
    if (!choice) {
      const text = `no IPv${family} subnet was found that is clear of the ranges to stay away from`;
      problems.push({ at, text: `${text}\n  fix: give subnets yourself` });
      return [];
    }
    const moved = movedText(`the subnet of network ${quoted(key)}`, choice, 'network', written);
    if (moved !== undefined) warnings.push({ at, text: moved });
    return [[request, choice.value]];
  });
}

/** Of a chosen subnet the upper half is for fixed addresses, for links or by hand. */
function lowerHalf(subnet: Cidr): Cidr {
  return Cidr.of(subnet.first, subnet.prefix + 1);
}

/** A chosen subnet as one would give it. */
function written(subnet: Cidr): string {
  const parts = [`subnet: Cidr.parse('${subnet.toString()}')`];
  if (subnet.family === 4) parts.push(`ipRange: Cidr.parse('${lowerHalf(subnet).toString()}')`);
  return `subnets: [{ ${parts.join(', ')} }]`;
}

function blockOf({ gateway, gatewayOptional, ipRange, auxiliary }: SubnetRequest, subnet: Cidr): Block {
  if (gateway || gatewayOptional === true) return { subnet, gateway, ipRange, auxiliary };
  const taken = new Set(Object.values(auxiliary).map(String));
  let first = subnet.first.plus(1);
  while (taken.has(first.toString())) first = first.plus(1);
  return { subnet, gateway: first, ipRange, auxiliary };
}
