import { elementName, type Element } from '../../core/values/element';
import { NOTHING } from '../../core/values/listed';
import { isKnown } from '../../core/values/unknown';
import { type AwsNetwork, type Route, type Subnet } from '../../core/vpc/aws-network';
import { indexOf, type NetworkIndex } from '../../core/vpc/network-index';
import { tableOf } from '../../core/vpc/routing';
import { type Parts } from './parts';
import { shortName, shortPaths } from './short-paths';
import { subnetText, TARGET_NOUNS, vpcBox } from './vpc-places';

/** Draws the subnets of the VPCs in which nothing else is drawn, with the routes that lead out of it. */
export function drawEmptyVpcs(networks: readonly AwsNetwork[], parts: Parts): void {
  const used = new Set(networks.flatMap((network) => [...usedSubnets(network)]));
  for (const network of networks) {
    const nameOf = shortPaths(network.subnets.map((subnet) => shortName(elementName(subnet))));
    for (const vpc of network.vpcs) {
      const subnets = network.subnets.filter((subnet) => subnet.vpc === vpc.key);
      if (subnets.some(({ key }) => used.has(key))) continue;
      for (const subnet of subnets) {
        const name = elementName(subnet);
        parts.add(
          {
            ...{ id: `subnet ${subnet.key}`, kind: 'resource', label: nameOf(shortName(name)), members: [name] },
            ...{
              lines: [subnetText(subnet), ...routesOf(indexOf(network), subnet)],
              details: [],
              group: vpcBox(vpc.key),
            },
          },
          subnet.key,
        );
      }
    }
  }
}

/** Keys of the subnets that are not empty. */
function* usedSubnets({ hosts, balancers }: AwsNetwork): Iterable<unknown> {
  for (const { placements } of hosts) for (const { subnets } of placements.items) yield* subnets.items;
  for (const { subnets } of balancers) yield* subnets.items;
}

/** The routes of a subnet, without the local ones. */
function routesOf(index: NetworkIndex, subnet: Subnet): string[] {
  const found = tableOf(index, subnet);
  if ('why' in found) return [found.why];
  const { items, complete } = found.table?.routes ?? NOTHING;
  const routes = items.map((route) => routeText(index, route));
  if (!complete) routes.push('other routes are not in sight');
  return routes.length > 0 ? routes : ['no route out of the VPC'];
}

function routeText(index: NetworkIndex, { destination, target }: Route): string {
  const name = destination.kind === 'block' ? destination.block : destination.list;
  const to = isKnown(name) ? name.toString() : 'addresses that are not known';
  if (!isKnown(target)) return `${to} to what is not known`;
  if (target.kind === 'opaque') return `${to} to ${target.what}`;
  const gateways: readonly ReadonlyMap<string, Element>[] = [
    index.internetGateways,
    index.natGateways,
    index.egressOnlyGateways,
    index.peerings,
    index.transitGateways,
  ];
  const gateway = gateways.map((all) => all.get(target.key)).find((one) => one !== undefined);
  return `${to} to ${TARGET_NOUNS[target.kind]} ${shortName(gateway ? elementName(gateway) : target.key)}`;
}
