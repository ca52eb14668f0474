import { elementName, type Element } from '../../core/values/element';
import { isKnown } from '../../core/values/unknown';
import { type AwsNetwork, type Route, type RouteTarget, type Subnet } from '../../core/vpc/aws-network';
import { mainTableOf } from '../../core/vpc/routing';
import { type Parts } from './parts';
import { shortName, shortPaths } from './short-paths';
import { vpcBox } from './vpc-places';

const TARGETS: Readonly<Record<Exclude<RouteTarget['kind'], 'opaque'>, string>> = {
  'internet-gateway': 'internet gateway',
  'nat-gateway': 'NAT gateway',
  'egress-only-gateway': 'egress-only internet gateway',
  peering: 'peering connection',
  'transit-gateway': 'transit gateway',
};

/** Draws the subnets of the VPCs in which nothing else is drawn, with the routes that lead out of it. */
export function drawEmptyVpcs(networks: readonly AwsNetwork[], parts: Parts): void {
  const standing = new Set(networks.flatMap((network) => [...usedSubnets(network)]));
  for (const network of networks) {
    const nameOf = shortPaths(network.subnets.map((subnet) => shortName(elementName(subnet))));
    for (const vpc of network.vpcs) {
      const subnets = network.subnets.filter((subnet) => subnet.vpc === vpc.key);
      if (subnets.some(({ key }) => standing.has(key))) continue;
      for (const subnet of subnets) {
        const name = elementName(subnet);
        parts.add(
          {
            ...{ id: `subnet ${subnet.key}`, kind: 'resource', label: nameOf(shortName(name)), members: [name] },
            ...{ lines: [placeOf(subnet), ...routesOf(network, subnet)], details: [], group: vpcBox(vpc.key) },
          },
          subnet.key,
        );
      }
    }
  }
}

/** Keys of the subnets in which something stands. */
function* usedSubnets({ hosts, balancers }: AwsNetwork): Iterable<unknown> {
  for (const { placements } of hosts) for (const { subnets } of placements.items) yield* subnets.items;
  for (const { subnets } of balancers) yield* subnets.items;
}

/** Its blocks and its zone. */
function placeOf({ block, block6, zone }: Subnet): string {
  const blocks = [block, block6].filter((one) => one !== undefined && isKnown(one)).join(', ');
  const where = isKnown(zone) && !zone.startsWith('#') ? `in ${zone}` : '';
  return ['subnet', blocks, where].filter(Boolean).join(' ');
}

/** The routes of a subnet besides those within its VPC. */
function routesOf(network: AwsNetwork, subnet: Subnet): string[] {
  const main = mainTableOf(subnet);
  const { table: key = main } = subnet;
  const table = network.tables.find((one) => one.key === key);
  if (!table && key !== main) return ['its route table is not in sight'];
  const routes = (table?.routes.items ?? []).map((route) => routeText(network, route));
  if (table && !table.routes.complete) routes.push('other routes are not in sight');
  return routes.length > 0 ? routes : ['no route out of the VPC'];
}

function routeText(network: AwsNetwork, { destination, target }: Route): string {
  const name = destination.kind === 'block' ? destination.block : destination.list;
  const to = isKnown(name) ? name.toString() : 'addresses that are not known';
  if (!isKnown(target)) return `${to} to what is not known`;
  if (target.kind === 'opaque') return `${to} to ${target.what}`;
  const gateways: readonly Element[] = [
    ...network.internetGateways,
    ...network.natGateways,
    ...network.egressOnlyGateways,
    ...network.peerings,
    ...network.transitGateways,
  ];
  const gateway = gateways.find(({ key }) => key === target.key);
  return `${to} to ${TARGETS[target.kind]} ${shortName(gateway ? elementName(gateway) : target.key)}`;
}
