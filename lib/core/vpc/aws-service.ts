import { type Element } from '../values/element';
import { isKnown } from '../values/unknown';
import { type Addresses } from './addresses';
import { type VpcEndpoint } from './aws-network';
import { endpointService, hasGateway } from './endpoint-service';
import { atGroups, type Peer } from './filters';
import { type Flow } from './flow';
import { find, type NetworkIndex } from './network-index';
import { between, toPublic } from './path';
import { PathRecord } from './path-record';
import { combined, isStopped, type Obstacle, type PathResult } from './path-verdict';
import { privateNamesIn, resolverOf } from './resolver';
import { mainTableOf } from './routing';
import { endpointStations, type Station } from './station';

/** A regional service of AWS, by the last part of the name of its endpoint. */
export interface AwsService {
  /** Such as `ecr.api`. */
  readonly service: string;
  readonly region: string;
  /** Whether it is S3 for the layers of ECR, of which AWS documents the gateway endpoint only. */
  readonly isEcrLayers?: boolean;
}

/** What the name of an endpoint for a service is. */
export function endpointName({ service, region }: AwsService): string {
  return `com.amazonaws.${region}.${service}`;
}

/**
 * From an interface to a service of AWS: through an interface endpoint where its usual name leads there, else through a
 * gateway endpoint of the route table, else over the internet.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
 */
export function toAwsService(index: NetworkIndex, from: Station, asked: AwsService, flow: Flow): PathResult {
  const resolver = resolverOf(index, from);
  if (resolver.obstacles.length > 0) return resolver;
  const endpoints = isKnown(from.vpc) ? (index.endpointsOf.get(from.vpc) ?? []) : [];
  const fitting = endpoints.filter((endpoint) => isFor(index, endpoint, asked) === true);
  const interfaces = fitting.filter(({ kind }) => kind === 'interface');
  // no other service has one, whatever is asked for
  const gateways = hasGateway(asked.service) ? fitting.filter(({ kind }) => kind === 'gateway') : [];
  for (const endpoint of interfaces) {
    const result = overInterface(index, from, endpoint, asked, flow);
    if (result) return result;
  }
  const open = hasGateway(asked.service) ? interfaces.find(takesPart) : undefined;
  const table = from.subnet && (from.subnet.table ?? mainTableOf(from.subnet));
  const gateway = gateways.find(({ tables }) => table !== undefined && isKnown(table) && tables.items.includes(table));
  if (gateway) return overGateway(index, from, gateway, asked, flow);
  if (open)
    return unknown(open, 'endpoint-missing', 'whether callers in the VPC take it or a gateway endpoint is not known');
  const result = toPublic(index, from, { kind: 'somewhere', family: flow.family, service: asked.service }, flow);
  if (!isStopped(result)) return result;
  const missed = perhapsMissed(index, from, asked, gateways);
  if (missed)
    return { ...missed, obstacles: letsNothingOut(index, from, flow) ? result.obstacles.filter(isAtGroups) : [] };
  return {
    ...result,
    obstacles: result.obstacles.map((one) =>
      isMissingRoute(one) ? named(index, one, interfaces, gateways, asked) : one,
    ),
  };
}

/** An endpoint that nobody saw, or of which not all is known, and that may be the way; undefined: there can be none. */
function perhapsMissed(
  index: NetworkIndex,
  from: Station,
  asked: AwsService,
  gateways: readonly VpcEndpoint[],
): PathResult | undefined {
  const vpc = find(index.vpcs, from.vpc);
  if (!vpc)
    return unknown(from.subnet ?? from.element, 'endpoint-missing', 'the endpoints of its VPC are not in sight');
  if (vpc.open) return unknown(vpc, 'endpoint-missing', vpc.open.why);
  const endpoints = index.endpointsOf.get(vpc.key) ?? [];
  const perhaps = endpoints.find((endpoint) => isFor(index, endpoint, asked) === undefined);
  if (perhaps) return unknown(perhaps, 'endpoint-missing', 'which service it is for is not known');
  const either = endpoints.find((one) => !isKnown(one.kind) && isFor(index, one, asked) === true);
  if (either) return unknown(either, 'endpoint-missing', 'of which type it is, is not known');
  const unsure = gateways.find(({ tables }) => !tables.complete || !tables.items.every(isKnown));
  return unsure && unknown(unsure, 'route', 'the route tables that lead to it are not all known');
}

/** Whether the groups of an interface stop packets to any address at all. */
function letsNothingOut(index: NetworkIndex, { groups }: Station, { ports, protocol, family }: Flow): boolean {
  const anywhere: Peer = { addresses: { kind: 'hidden', family, within: [] }, groups: [], hasUnseenGroups: true };
  return groups !== undefined && atGroups(index, groups, 'egress', anywhere, ports, protocol).fate === 'block';
}

function isAtGroups({ kind }: Obstacle): boolean {
  return kind === 'sg-out';
}

/** Whether the private DNS of an S3 endpoint may be for callers in the VPC. */
function takesPart({ privateDns, inboundResolverOnly }: VpcEndpoint): boolean {
  return privateDns !== false && !isKnown(inboundResolverOnly);
}

function unknown(element: Element, kind: 'endpoint-missing' | 'route', why: string): PathResult {
  const record = new PathRecord();
  record.lack(kind, element, why);
  return record;
}

/** Whether an endpoint is for a service; undefined where its name or the region is not known. */
function isFor(
  { network }: NetworkIndex,
  { service: name, crossesRegions = false }: VpcEndpoint,
  asked: AwsService,
): boolean | undefined {
  if (!isKnown(name)) return undefined;
  if (name === endpointName(asked)) return true;
  const parts = endpointService(name);
  if (!parts) return name.includes('${') ? undefined : false;
  const { region, service } = parts;
  if (service !== asked.service && !service.includes('${')) return false;
  if (service !== asked.service) return undefined;
  if (region === asked.region) return true;
  // an endpoint is made for services of its own region, so the one that it names is that of the template
  const isOfOwn = asked.region === network.region && !isSaid(asked.region);
  if (isOfOwn && isSaid(region) && !crossesRegions) return true;
  return !isSaid(region) || !isSaid(asked.region) ? undefined : false;
}

/** Whether a region is known by name, and not decided at deployment. */
function isSaid(region: string): boolean {
  return !region.includes('${');
}

/** Over an interface endpoint; undefined where the name of the service does not lead to it. */
function overInterface(
  index: NetworkIndex,
  from: Station,
  endpoint: VpcEndpoint,
  asked: AwsService,
  flow: Flow,
): PathResult | undefined {
  const record = new PathRecord();
  const { privateDns, inboundResolverOnly } = endpoint;
  if (!isKnown(privateDns)) {
    record.lack('endpoint-dns', endpoint, privateDns.why);
    return record;
  }
  if (!privateDns) return undefined;
  if (hasGateway(asked.service) && inboundResolverOnly !== false) return undefined;
  const vpc = find(index.vpcs, from.vpc);
  const names = vpc ? privateNamesIn(vpc) : 'work';
  if (vpc && names === 'off') {
    record.stop('endpoint-dns', 'dns-names-off', vpc);
    return record;
  }
  if (typeof names === 'object') {
    record.lack('dns', names.unsureOf, 'whether private names resolve in the VPC is not known');
    return record;
  }
  const stations = endpointStations(index, endpoint);
  if (!endpoint.subnets.complete) record.lack('endpoint-sg', endpoint, 'its subnets are not all in sight');
  record.hop('name', endpoint);
  // it answers in IPv4, whatever else the caller has
  const ways = stations.map((station) =>
    between(index, from, station, { ...flow, family: 4 }, { kind: 'endpoint-sg' }),
  );
  record.add(combined(ways));
  if (asked.isEcrLayers === true) {
    record.lack('endpoint-missing', endpoint, 'AWS documents a gateway endpoint for the layers of ECR, and no other');
  }
  return record;
}

function overGateway(
  index: NetworkIndex,
  from: Station,
  gateway: VpcEndpoint,
  asked: AwsService,
  flow: Flow,
): PathResult {
  const destination: Addresses = { kind: 'somewhere', family: flow.family, service: asked.service };
  return toPublic(index, from, destination, flow, gateway);
}

function isMissingRoute({ reason, extent }: Obstacle): boolean {
  return reason === 'route-missing' && extent === 'never';
}

/** Whether two regions are certainly not one; a name that is decided at deployment may be any. */
function isElsewhere(one: string, other: string): boolean {
  return one !== other && isSaid(one) && isSaid(other);
}

/** What is missing where no route leads to a service: an endpoint, or something that an endpoint which is there lacks. */
function named(
  index: NetworkIndex,
  obstacle: Obstacle,
  interfaces: readonly VpcEndpoint[],
  gateways: readonly VpcEndpoint[],
  asked: AwsService,
): Obstacle {
  const unused = interfaces.find(({ privateDns }) => privateDns === false);
  if (unused) return { ...obstacle, kind: 'endpoint-dns', reason: 'endpoint-name-unused', element: unused };
  if (gateways.length > 0) return { ...obstacle, facts: { endpoint: gateways[0]?.key ?? '' } };
  if (isElsewhere(asked.region, index.network.region)) return obstacle;
  return { ...obstacle, kind: 'endpoint-missing', reason: 'endpoint-missing', facts: { missing: endpointName(asked) } };
}
