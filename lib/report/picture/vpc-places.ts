import { type Service } from '../../core/ecs/service';
import { isKnown } from '../../core/values/unknown';
import { type AwsNetwork, type RouteTarget } from '../../core/vpc/aws-network';
import { shortName } from './short-paths';

/** What stands where routes lead to, in words. */
export const TARGET_NOUNS: Readonly<Record<Exclude<RouteTarget['kind'], 'opaque'>, string>> = {
  'internet-gateway': 'internet gateway',
  'nat-gateway': 'NAT gateway',
  'egress-only-gateway': 'egress-only internet gateway',
  peering: 'peering connection',
  'transit-gateway': 'transit gateway',
};

/** Where in VPCs things are drawn. */
export class VpcPlaces {
  constructor(private readonly networks: readonly AwsNetwork[]) {}

  /** Subnets with their blocks and zones. */
  subnetLines(keys: readonly string[]): string[] {
    const subnets = this.networks.flatMap((network) => network.subnets.filter(({ key }) => keys.includes(key)));
    return subnets.map(({ at, block, zone }) => {
      const parts = [
        block === undefined || !isKnown(block) ? '' : block.toString(),
        isKnown(zone) && !zone.startsWith('#') ? zone : '',
      ];
      return ['subnet', shortName(at.path), ...parts.filter(Boolean)].join(' ');
    });
  }

  /** The one VPC that some subnets are in, where it is drawn. */
  vpcOf(subnets: readonly string[]): string | undefined {
    const all = this.networks.flatMap((network) => network.subnets);
    const vpcs = new Set(all.filter(({ key }) => subnets.includes(key)).map(({ vpc }) => vpc));
    const [vpc, ...others] = vpcs;
    const isDrawn = this.networks.some((network) => network.vpcs.some(({ key }) => key === vpc));
    return typeof vpc === 'string' && isDrawn && others.length === 0 ? vpc : undefined;
  }

  /** The box that something in these subnets is in. */
  boxOf(subnets: readonly string[]): { readonly group?: string } {
    const vpc = this.vpcOf(subnets);
    return vpc === undefined ? {} : { group: vpcBox(vpc) };
  }
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
