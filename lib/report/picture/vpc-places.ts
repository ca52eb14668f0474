import { type Service } from '../../core/ecs/service';
import { isKnown } from '../../core/values/unknown';
import { type AwsNetwork, type RouteTarget, type Subnet } from '../../core/vpc/aws-network';
import { shortName } from './short-paths';

/** The nouns for targets of routes. */
export const TARGET_NOUNS: Readonly<Record<Exclude<RouteTarget['kind'], 'opaque'>, string>> = {
  'internet-gateway': 'internet gateway',
  'nat-gateway': 'NAT gateway',
  'egress-only-gateway': 'egress-only internet gateway',
  peering: 'peering connection',
  'transit-gateway': 'transit gateway',
};

/** The VPCs and subnets in which things are drawn. */
export class VpcPlaces {
  constructor(private readonly networks: readonly AwsNetwork[]) {}

  /** Lines for subnets, with their blocks and zones. */
  subnetLines(keys: readonly string[]): string[] {
    const subnets = this.networks.flatMap((network) => network.subnets.filter(({ key }) => keys.includes(key)));
    return subnets.map((subnet) => subnetText(subnet, shortName(subnet.at.path)));
  }

  /** The VPC that these subnets are in; undefined unless it is one, and drawn. */
  vpcOf(subnets: readonly string[]): string | undefined {
    const all = this.networks.flatMap((network) => network.subnets);
    const vpcs = new Set(all.filter(({ key }) => subnets.includes(key)).map(({ vpc }) => vpc));
    const [vpc, ...others] = vpcs;
    const isDrawn = this.networks.some((network) => network.vpcs.some(({ key }) => key === vpc));
    return typeof vpc === 'string' && isDrawn && others.length === 0 ? vpc : undefined;
  }

  /** The box of the VPC that these subnets are in. */
  boxOf(subnets: readonly string[]): { readonly group?: string } {
    const vpc = this.vpcOf(subnets);
    return vpc === undefined ? {} : { group: vpcBox(vpc) };
  }
}

/** A subnet with its blocks and its zone, as far as they are known. */
export function subnetText({ block, block6, zone }: Subnet, name = ''): string {
  const blocks = [block, block6].filter((one) => one !== undefined && isKnown(one)).join(', ');
  const place = isKnown(zone) && !zone.startsWith('#') ? `in ${zone}` : '';
  return ['subnet', name, blocks, place].filter(Boolean).join(' ');
}

/** The subnets of the tasks of a service. */
export function subnetsOf(networks: readonly AwsNetwork[], { at }: Service): readonly string[] {
  const hosts = networks.flatMap((network) => network.hosts.filter((host) => host.at.path === at.path));
  return [
    ...new Set(
      hosts.flatMap(({ placements }) => placements.items.flatMap(({ subnets }) => subnets.items.filter(isKnown))),
    ),
  ];
}

/** Id of the box of a VPC. */
export function vpcBox(key: string): string {
  return `vpc ${key}`;
}
