import { type Element } from '../../../core/values/element';
import { isKnown, type Knowable, Unknown } from '../../../core/values/unknown';
import {
  mainTableKey,
  type AttachedGateway,
  type NatGateway,
  type Peering,
  type PublicAccessBlock,
  type PublicAccessExclusion,
  type Route,
  type RouteTable,
  type RouteTarget,
  type TransitAttachment,
  type TransitGateway,
  type TransitRoute,
  type VpcEndpoint,
} from '../../../core/vpc/aws-network';
import { type Listed } from '../../../core/values/listed';
import { type Field } from '../../../core/reading/field';
import { type Kind, type Resource, type Resources } from '../resources';
import { zoneOf } from '../zones';
import { blockOf, elementOf, groupedBy, isEnabled, keyOf, keysOf } from './parts';

export function readTables(resources: Resources): RouteTable[] {
  const routes = groupedBy(resources.of('route'), 'routeTableId');
  const isReplaced = resources.of('mainTableAssociation').length > 0;
  const isOpen = resources.of('route').some(({ properties }) => {
    const table = properties.get('routeTableId').identity();
    // the old main table or the one in its place
    return typeof table !== 'string' || (isReplaced && table.endsWith('.main_route_table_id}'));
  });
  const mains = mainTables(resources);
  const complete = !isOpen && !mains.has(undefined);
  const routesOf = (keys: readonly string[]): RouteTable['routes'] => ({
    items: keys.flatMap((key) => routes.get(key) ?? []).map((route) => readRoute(resources, route)),
    complete,
  });
  const written = resources.of('routeTable').map((resource) => ({
    ...elementOf(resource),
    vpc: mains.get(resource) ?? keyOf(resource.properties.get('vpcId')),
    routes: routesOf([resource.key]),
    propagation: propagationOf(resources, resource.key),
  }));
  return [...written, ...resources.of('vpc').flatMap(mainOf)];

  /** The main route table, used by subnets without an association, where the template changes it. */
  function mainOf(vpc: Resource): RouteTable[] {
    const [table] = [...mains].find(([, key]) => key === vpc.key) ?? [];
    const names = mainNames(vpc.key);
    if (!table && complete && !names.some((name) => routes.has(name))) return [];
    return [
      {
        ...elementOf(table ?? vpc),
        key: mainTableKey(vpc.key),
        vpc: vpc.key,
        routes: routesOf([...names, ...(table ? [table.key] : [])]),
        propagation: table && propagationOf(resources, table.key),
      },
    ];
  }
}

/** Tables that are the main ones of VPCs, with the keys of these; undefined: there is one of a VPC that is not in the input. */
function mainTables(resources: Resources): ReadonlyMap<Resource | undefined, string | undefined> {
  const found = new Map<Resource | undefined, string | undefined>();
  for (const table of resources.of('routeTable')) {
    const name = table.properties.get('mainOf').identity();
    if (name === undefined) continue;
    const vpc = resources.of('vpc').find(({ key }) => isKnown(name) && mainNames(key).includes(name));
    if (vpc) found.set(table, vpc.key);
    else found.set(undefined, undefined);
  }
  return found;
}

/** What Terraform calls the main route table of a VPC. */
function mainNames(vpc: string): readonly string[] {
  return ['default_route_table_id', 'main_route_table_id'].map((attribute) => `\${${vpc}.${attribute}}`);
}

function propagationOf(resources: Resources, table: string): Element | undefined {
  const byGateway = resources.of('propagation').find(({ properties }) => {
    const tables = properties.get('routeTableIds').strings((item) => item.identity());
    return !tables.complete || tables.items.some((one) => one === table || !isKnown(one));
  });
  const byServer = resources.of('routeServerPropagation').find(({ properties }) => {
    const one = properties.get('routeTableId').identity();
    return one === table || typeof one !== 'string';
  });
  const found = byGateway ?? byServer;
  return found && elementOf(found);
}

function readRoute(resources: Resources, resource: Resource): Route {
  const { properties } = resource;
  const six = properties.get('destinationIpv6CidrBlock');
  const block = blockOf(six.isAbsent ? properties.get('destinationCidrBlock') : six);
  return {
    ...elementOf(resource),
    destination:
      block === undefined
        ? { kind: 'prefix-list', list: keyOf(properties.get('destinationPrefixListId')) }
        : { kind: 'block', block },
    target: targetOf(resources, properties),
  };
}

const TARGETS: readonly (readonly [string, Kind, Exclude<RouteTarget['kind'], 'opaque'>])[] = [
  ['natGatewayId', 'natGateway', 'nat-gateway'],
  ['egressOnlyInternetGatewayId', 'egressOnlyGateway', 'egress-only-gateway'],
  ['vpcPeeringConnectionId', 'peering', 'peering'],
  ['transitGatewayId', 'transitGateway', 'transit-gateway'],
];

const OPAQUE: Readonly<Record<string, string>> = {
  instanceId: 'an instance',
  networkInterfaceId: 'a network interface',
  vpcEndpointId: 'a firewall or load balancer endpoint',
  carrierGatewayId: 'a carrier gateway',
  localGatewayId: 'a local gateway',
  coreNetworkArn: 'a core network',
};

/** What a route leads to. */
function targetOf(resources: Resources, properties: Field): Knowable<RouteTarget> {
  if (properties.boolean('blackhole') === true) return new Unknown('what it led to is gone');
  const gateway = properties.get('gatewayId');
  if (!gateway.isAbsent) {
    const internet = resources.target('internetGateway', gateway);
    if (internet) return { kind: 'internet-gateway', key: internet.key };
    if (resources.target('vpnGateway', gateway)) return { kind: 'opaque', what: 'a virtual private gateway' };
    return new Unknown('its gateway is not in sight');
  }
  for (const [name, kind, target] of TARGETS) {
    const field = properties.get(name);
    if (field.isAbsent) continue;
    const found = resources.target(kind, field);
    return found ? { kind: target, key: found.key } : new Unknown('what it leads to is not in sight');
  }
  const instance = resources.target('instance', properties.get('instanceId'));
  // by default an instance drops packets that are not addressed to it
  const isChecked = instance && (instance.properties.boolean('sourceDestCheck') ?? true);
  if (isChecked === true) return { kind: 'opaque', what: 'an instance', forwards: false };
  const name = Object.keys(OPAQUE).find((one) => !properties.get(one).isAbsent);
  return name === undefined ? new Unknown('it leads to nothing') : { kind: 'opaque', what: OPAQUE[name] ?? name };
}

/** Gateways with the VPCs that they are attached to. */
export function readInternetGateways(resources: Resources): AttachedGateway[] {
  const attachments = resources.of('gatewayAttachment').map(({ properties }) => ({
    gateway: properties.get('internetGatewayId').identity(),
    vpc: keyOf(properties.get('vpcId')),
  }));
  const isOpen = attachments.some(({ gateway }) => gateway !== undefined && !isKnown(gateway));
  const tables = groupedBy(resources.of('gatewayTableAssociation'), 'gatewayId');
  return resources.of('internetGateway').map((resource) => ({
    ...elementOf(resource),
    vpcs: {
      items: attachments.filter(({ gateway }) => gateway === resource.key).map(({ vpc }) => vpc),
      complete: !isOpen,
    },
    table: tables.get(resource.key)?.map(({ properties }) => keyOf(properties.get('routeTableId')))[0],
  }));
}

export function readEgressOnlyGateways(resources: Resources): AttachedGateway[] {
  return resources.of('egressOnlyGateway').map((resource) => ({
    ...elementOf(resource),
    vpcs: { items: [keyOf(resource.properties.get('vpcId'))], complete: true },
  }));
}

export function readNatGateways(resources: Resources): NatGateway[] {
  return resources.of('natGateway').map((resource) => {
    const { properties } = resource;
    const mode = properties.text('availabilityMode');
    const connectivity = properties.text('connectivityType') ?? 'public';
    return {
      ...elementOf(resource),
      ...(mode === 'regional'
        ? { subnet: undefined, vpc: keyOf(properties.get('vpcId')), zones: zonesServed(properties) }
        : { subnet: keyOf(properties.get('subnetId')) }),
      isPublic: isKnown(connectivity) ? connectivity.toLowerCase() !== 'private' : connectivity,
    };
  });
}

/** Zones of the addresses that a regional gateway is given; undefined where it looks after that itself. */
function zonesServed(properties: Field): NatGateway['zones'] {
  const addresses = properties.get('availabilityZoneAddresses');
  if (addresses.isAbsent) return undefined;
  return addresses.list((address) => {
    const zone = address.get('availabilityZone');
    return zoneOf(zone) ?? keyOf(zone);
  });
}

export function readEndpoints(resources: Resources): VpcEndpoint[] {
  const mains = [...mainTables(resources)].flatMap(([table, vpc]) => (table && vpc ? [{ table: table.key, vpc }] : []));
  const vpcs = resources.of('vpc').map(({ key }) => key);
  /** A main table goes by its own name, by that of an attribute of its VPC, and by the one of the table of subnets that name none. */
  const namesOf = (table: Knowable<string>): Knowable<string>[] => {
    const vpc =
      mains.find((main) => main.table === table)?.vpc ??
      vpcs.find((key) => isKnown(table) && mainNames(key).includes(table));
    if (vpc === undefined) return [table];
    const own = mains.filter((main) => main.vpc === vpc).map((main) => main.table);
    return [table, mainTableKey(vpc), ...own.filter((key) => key !== table)];
  };
  const associations = resources.of('endpointAssociation').map(({ properties }) => properties);
  /** What an endpoint names itself, and what associations connect it with; one with an endpoint that is not known may be its own. */
  const connected = (own: Listed<Knowable<string>>, endpoint: string, property: string): Listed<Knowable<string>> => {
    const added = associations.filter((one) => !one.get(property).isAbsent);
    const isOf = (one: Field): boolean => one.get('vpcEndpointId').identity() === endpoint;
    return {
      items: [...own.items, ...added.filter(isOf).map((one) => keyOf(one.get(property)))],
      complete: own.complete && added.every((one) => typeof one.get('vpcEndpointId').identity() === 'string'),
    };
  };
  /** Undefined: the default group of the VPC, which those of associations are added to. */
  const groupsOf = ({ key, properties }: Resource): VpcEndpoint['groups'] => {
    const own = properties.get('securityGroupIds');
    const groups = connected(keysOf(own), key, 'securityGroupId');
    if (!own.isAbsent) return groups;
    return groups.items.length === 0 && groups.complete ? undefined : { ...groups, complete: false };
  };
  return resources.of('endpoint').map((resource) => {
    const { properties, key } = resource;
    const tables = connected(keysOf(properties.get('routeTableIds')), key, 'routeTableId');
    return {
      ...elementOf(resource),
      kind: endpointKind(properties.text('vpcEndpointType')),
      service: keyOf(properties.get('serviceName')),
      vpc: keyOf(properties.get('vpcId')),
      tables: { items: tables.items.flatMap(namesOf), complete: tables.complete },
      subnets: connected(keysOf(properties.get('subnetIds')), key, 'subnetId'),
      groups: groupsOf(resource),
      privateDns: properties.boolean('privateDnsEnabled') ?? false,
      inboundResolverOnly: inboundOnly(properties.get('dnsOptions').text('privateDnsOnlyForInboundResolverEndpoint')),
      ...(properties.get('serviceRegion').isAbsent ? {} : { crossesRegions: true }),
      ...(resource.scope.template.exists === true ? { exists: true } : {}),
    };
  });
}

function endpointKind(type: Knowable<string> | undefined): VpcEndpoint['kind'] {
  if (type === undefined || type === 'Gateway') return 'gateway';
  if (!isKnown(type)) return type;
  return type === 'Interface' ? 'interface' : 'other';
}

function inboundOnly(word: Knowable<string> | undefined): Knowable<boolean> {
  if (word === undefined) return new Unknown('whether its private name is for callers in the VPC is not said');
  return isKnown(word) ? word === 'OnlyInboundResolver' : word;
}

export function readPeerings(resources: Resources): Peering[] {
  const accepters = groupedBy(resources.of('peeringAccepter'), 'vpcPeeringConnectionId');
  return resources.of('peering').map((resource) => {
    const { properties } = resource;
    return {
      ...elementOf(resource),
      vpcs: [keyOf(properties.get('vpcId')), keyOf(properties.get('peerVpcId'))],
      isAccepted: isAccepted(resource, accepters.get(resource.key) ?? []),
    };
  });
}

/** Within one account and region CloudFormation accepts the peering that it requests; Terraform does so with auto_accept. */
function isAccepted({ properties, scope }: Resource, accepters: readonly Resource[]): Peering['isAccepted'] {
  const accepted = [properties, ...accepters.map((one) => one.properties)].map((one) => one.boolean('autoAccept'));
  if (accepted.includes(true)) return true;
  if (scope.template.closedByDefault === true) return new Unknown('nothing in the files given accepts it');
  const isOwn = (name: string, pseudo: string): boolean => {
    const field = properties.get(name);
    return field.isAbsent || field.identity() === scope.identify({ Ref: pseudo });
  };
  // with a role of the other account it accepts there too
  const isTaken = isOwn('peerOwnerId', 'AWS::AccountId') || !properties.get('peerRoleArn').isAbsent;
  return (
    (isTaken && isOwn('peerRegion', 'AWS::Region')) ||
    new Unknown('whether the other account or region accepts it is not known')
  );
}

export function readTransitGateways(resources: Resources): TransitGateway[] {
  return resources.of('transitGateway').map((resource) => {
    const { properties } = resource;
    return {
      ...elementOf(resource),
      associatesByDefault: isEnabled(properties.get('defaultRouteTableAssociation'), true),
      propagatesByDefault: isEnabled(properties.get('defaultRouteTablePropagation'), true),
      carriesGroups: isEnabled(properties.get('securityGroupReferencingSupport'), false),
    };
  });
}

export function readTransitAttachments(resources: Resources): TransitAttachment[] {
  const associations = groupedBy(resources.of('transitAssociation'), 'transitGatewayAttachmentId');
  const propagations = groupedBy(resources.of('transitPropagation'), 'transitGatewayAttachmentId');
  const tablesOf = (found: readonly Resource[] | undefined): TransitAttachment['associations'] => ({
    items: (found ?? []).map(({ properties }) => keyOf(properties.get('transitGatewayRouteTableId'))),
    complete: true,
  });
  return [...resources.of('transitVpcAttachment'), ...resources.of('transitAttachment')].map((resource) => {
    const { properties } = resource;
    return {
      ...elementOf(resource),
      gateway: keyOf(properties.get('transitGatewayId')),
      vpc: keyOf(properties.get('vpcId')),
      subnets: keysOf(properties.get('subnetIds')),
      carriesGroups: isEnabled(properties.get('options').get('securityGroupReferencingSupport'), true),
      associations: tablesOf(associations.get(resource.key)),
      propagations: tablesOf(propagations.get(resource.key)),
      associatesByDefault: properties.boolean('associatesByDefault') ?? true,
      propagatesByDefault: properties.boolean('propagatesByDefault') ?? true,
    };
  });
}

export function readTransitRoutes(resources: Resources): TransitRoute[] {
  return resources.of('transitRoute').map((resource) => {
    const { properties } = resource;
    const isDropped = properties.boolean('blackhole') === true;
    return {
      ...elementOf(resource),
      table: keyOf(properties.get('transitGatewayRouteTableId')),
      block: blockOf(properties.get('destinationCidrBlock')) ?? new Unknown('its block is left out'),
      attachment: isDropped ? undefined : keyOf(properties.get('transitGatewayAttachmentId')),
    };
  });
}

export function readPublicAccess(resources: Resources): {
  readonly publicAccessBlocks: readonly PublicAccessBlock[];
  readonly publicAccessExclusions: readonly PublicAccessExclusion[];
} {
  return {
    publicAccessBlocks: resources.of('publicAccessBlock').map((resource) => ({
      ...elementOf(resource),
      mode: word(resource.properties.text('internetGatewayBlockMode'), BLOCK_MODES),
    })),
    publicAccessExclusions: resources.of('publicAccessExclusion').map((resource) => ({
      ...elementOf(resource),
      vpc: resource.properties.get('vpcId').identity(),
      subnet: resource.properties.get('subnetId').identity(),
      mode: word(resource.properties.text('internetGatewayExclusionMode'), EXCLUSION_MODES),
    })),
  };
}

const BLOCK_MODES = { off: 'off', 'block-ingress': 'ingress', 'block-bidirectional': 'bidirectional' } as const;
const EXCLUSION_MODES = { 'allow-egress': 'egress', 'allow-bidirectional': 'bidirectional' } as const;

function word<T extends string>(given: Knowable<string> | undefined, words: Readonly<Record<string, T>>): Knowable<T> {
  if (given !== undefined && !isKnown(given)) return given;
  return words[given ?? ''] ?? new Unknown('its mode is not one that is known');
}
