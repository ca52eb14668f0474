import { type Cluster } from '../../../core/ecs/cluster';
import { Unknown } from '../../../core/values/unknown';
import { type AwsNetwork } from '../../../core/vpc/aws-network';
import { type NamedService, taskHosts } from '../../../core/vpc/task-hosts';
import { type SecurityGroup } from '../../security-group';
import { type Kind, type Resources } from '../resources';
import { readBalancers, readTargets } from './balancers';
import { readClassicBalancers, readClassicTargets } from './classic-balancers';
import {
  readEgressOnlyGateways,
  readEndpoints,
  readInternetGateways,
  readNatGateways,
  readPeerings,
  readPublicAccess,
  readTables,
  readTransitAttachments,
  readTransitGateways,
  readTransitRoutes,
} from './gateways';
import { readHosts } from './hosts';
import { readZones } from './names';
import { elementOf } from './parts';
import { Strangers } from './strangers';
import { readAcls, readPrefixLists, readSubnets, readVpcs } from './vpcs';

/** What else of the templates a network is made from. */
export interface NetworkParts {
  readonly services: readonly NamedService[];
  readonly clusters: readonly Cluster[];
  readonly securityGroups: readonly SecurityGroup[];
}

/**
 * The network of the templates. What is not known of it is not reported by itself: a verdict that needs it says so.
 */
export function readNetwork(resources: Resources, { services, clusters, securityGroups }: NetworkParts): AwsNetwork {
  const { unknown, problems } = resources;
  const [unknownBefore, problemsBefore] = [unknown.length, problems.length];
  const strangers = new Strangers(resources);
  const region = regionOf(resources);
  const capacities = clusters.flatMap(({ capacity }) => capacity.items);
  const tasks = taskHosts(services, clusters, region);
  const network: AwsNetwork = {
    key: region,
    at: { path: '' },
    region,
    vpcs: readVpcs(resources, strangers, securityGroups),
    subnets: readSubnets(resources),
    tables: readTables(resources).map((table) => ({ ...table, routes: strangers.listed(table.key, table.routes) })),
    acls: readAcls(resources),
    internetGateways: readInternetGateways(resources),
    egressOnlyGateways: readEgressOnlyGateways(resources),
    natGateways: readNatGateways(resources),
    endpoints: readEndpoints(resources),
    peerings: readPeerings(resources),
    transitGateways: readTransitGateways(resources),
    transitAttachments: readTransitAttachments(resources),
    transitTables: resources.of('transitTable').map(elementOf),
    transitRoutes: readTransitRoutes(resources),
    prefixLists: readPrefixLists(resources),
    groups: securityGroups.map((group) => ({
      ...group,
      ingress: strangers.listed(group.key, group.ingress),
      ...(group.egress ? { egress: strangers.listed(group.key, group.egress) } : {}),
    })),
    ...readPublicAccess(resources),
    hosts: [...tasks.hosts, ...readHosts(resources, capacities)],
    balancers: [...readBalancers(resources), ...readClassicBalancers(resources)],
    balancerTargets: [...readTargets(resources, services), ...readClassicTargets(resources, services)],
    zones: readZones(resources),
    starts: tasks.starts,
    open: openOf(resources),
  };
  unknown.length = unknownBefore;
  problems.length = problemsBefore;
  return network;
}

/** The region of the templates; several stacks are taken to be in one. */
function regionOf(resources: Resources): string {
  return resources.region ?? '${AWS::Region}';
}

const NETWORK_KINDS: readonly Kind[] = [
  ...(['vpc', 'subnet', 'routeTable', 'tableAssociation', 'route', 'endpoint', 'internetGateway'] as const),
  ...(['gatewayAttachment', 'natGateway', 'egressOnlyGateway', 'peering', 'networkAcl', 'aclEntry'] as const),
  ...(['aclAssociation', 'transitGateway', 'transitVpcAttachment', 'transitAttachment', 'transitRoute'] as const),
  ...(['securityGroup', 'ingress', 'egress', 'publicAccessBlock', 'publicAccessExclusion', 'propagation'] as const),
];

/** Why it is open whether parts of the network exist. */
function openOf(resources: Resources): Unknown | undefined {
  for (const kind of NETWORK_KINDS) {
    const open = resources.of(kind).find(({ certain }) => !certain);
    if (open) return new Unknown(`whether ${open.id} exists is decided at deployment`);
  }
  return undefined;
}
