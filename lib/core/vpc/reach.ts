import { Cidr, IpAddress, type IpFamily } from '../values/address';
import { ModelError, quoted } from '../values/model-error';
import { isKnown } from '../values/unknown';
import { type Addresses } from './addresses';
import { type AwsNetwork, type Vpc, type VpcEndpoint } from './aws-network';
import { toAwsService } from './aws-service';
import { type Balancer } from './balancer';
import { fromBalancer, throughBalancer } from './balancing';
import { type FlowProtocol } from './filters';
import { EPHEMERAL, type NetworkHost } from './host';
import { blockOf, resolveName } from './names';
import { type Flow } from './flow';
import { alikeAnswers, alikeWay, knownWay } from './interface-class';
import { find, indexOf, type NetworkIndex } from './network-index';
import { between, fromPublic, throughNat64, toPublic } from './path';
import { PathRecord } from './path-record';
import { combined, isStopped, verdictOf, type PathResult, type PathVerdict } from './path-verdict';
import { resolverOf } from './resolver';
import { addressesOf, endpointStations, knowsStations, stationsOf, type Station } from './station';

/** Whether something in a network gets to something else. */
export interface NetworkQuestion {
  /** Key of a host or a balancer, an address, `internet` or `internet6`. */
  readonly from: string;
  /** The same, a DNS name, or `aws:` and a service, such as `aws:ecr.api`. */
  readonly to: string;
  /** The port that is dialled. */
  readonly port: number;
  /** @default tcp */
  readonly protocol?: FlowProtocol;
}

/**
 * Whether packets get from one end of a network to another one, and the answers back, over every interface that the
 * ends can have.
 *
 * @throws ModelError network-end-unknown
 */
export function reachInNetwork(network: AwsNetwork, question: NetworkQuestion): PathVerdict {
  if (network.open) {
    return { kind: 'unknown', gaps: [{ kind: 'route', element: network, why: network.open.why }], trace: [] };
  }
  const known = knownWay(network, question);
  if (known) return known;
  const index = indexOf(network);
  const { from, to } = question;
  const host = index.hosts.get(from);
  const target = index.hosts.get(to);
  if (host && target && host !== target) return alikeWay(index, question, host, target, judgeNetwork);
  if (!host || !leadsOutside(index, to)) return judgeNetwork(index, question);
  // the way out begins at an interface, whoever it belongs to
  const { port, protocol = 'tcp' } = question;
  const [way] = alikeAnswers(index, `out ${to} ${port}/${protocol}`, host, () => [askNetwork(index, question)]);
  return verdictOf(way ?? new PathRecord());
}

/** Whether an end is an address or a service of AWS: no host, balancer or endpoint of the network, and no name. */
function leadsOutside({ hosts, balancers, endpoints }: NetworkIndex, end: string): boolean {
  if (hosts.has(end) || balancers.has(end) || endpoints.has(end)) return false;
  return end.startsWith('aws:') || outsideOf(end) !== undefined;
}

function judgeNetwork(index: NetworkIndex, question: NetworkQuestion): PathVerdict {
  return verdictOf(askNetwork(index, question));
}

function askNetwork(index: NetworkIndex, question: NetworkQuestion): PathResult {
  const { from, to, port, protocol = 'tcp' } = question;
  const flow: Flow = { ports: [port, port], protocol, family: familyOf(from, to) };
  const host = index.hosts.get(from);
  if (host) return fromHost(index, host, to, flow);
  const balancer = index.balancers.get(from);
  if (balancer) {
    const target = index.hosts.get(to);
    if (target) return fromBalancer(index, balancer, target, flow);
    throw endUnknown(to, 'target of a load balancer');
  }
  const source = outsideOf(from);
  if (!source) throw endUnknown(from, 'source');
  return fromOutside(index, source, to, flow);
}

function endUnknown(end: string, role: string): ModelError {
  return new ModelError(
    'network-end-unknown',
    `the network has no ${role} ${quoted(end)}`,
    'name a service, instance, database, function or load balancer, an address, internet, or aws:SERVICE',
    reachInNetwork,
  );
}

function familyOf(...ends: readonly string[]): IpFamily {
  return ends.some((end) => end === 'internet6' || IpAddress.tryParse(end)?.family === 6) ? 6 : 4;
}

/** Addresses outside of the network that a word stands for. */
function outsideOf(end: string): Addresses | undefined {
  if (end === 'internet') return { kind: 'internet', family: 4 };
  if (end === 'internet6') return { kind: 'internet', family: 6 };
  const block = blockOf(end);
  return block && { kind: 'blocks', family: block.family, blocks: [block] };
}

function overStations(index: NetworkIndex, host: NetworkHost, judge: (station: Station) => PathResult): PathResult {
  const stations = stationsOf(index, host);
  const record = new PathRecord();
  if (stations.length === 0 || !knowsStations(host)) record.lack('route', host, 'its subnets are not all in sight');
  if (stations.length > 0) record.add(combined(stations.map(judge)));
  return record;
}

function fromOutside(index: NetworkIndex, source: Addresses, to: string, flow: Flow): PathResult {
  const host = index.hosts.get(to);
  if (host?.onlyCalls === true) return notCalled(host);
  if (host?.isOutside === true) return new PathRecord();
  if (host) return overStations(index, host, (station) => fromPublic(index, station, source, flow));
  const balancer = index.balancers.get(to);
  if (balancer) return throughBalancer(index, balancer, { kind: 'outside', addresses: source }, flow);
  throw endUnknown(to, 'destination of callers from outside');
}

function notCalled(host: NetworkHost): PathResult {
  const record = new PathRecord();
  record.stop('listener', 'not-called-over-network', host);
  return record;
}

/** From every interface that a host can have. */
function fromHost(index: NetworkIndex, host: NetworkHost, to: string, flow: Flow): PathResult {
  const ask = askFrom(index, host, to, flow);
  return overStations(index, host, ask);
}

function askFrom(index: NetworkIndex, host: NetworkHost, to: string, flow: Flow): (station: Station) => PathResult {
  const target = index.hosts.get(to);
  if (target) return (station) => toHost(index, station, target, flow);
  const balancer = index.balancers.get(to);
  if (balancer) return (station) => toBalancer(index, host, station, balancer, flow);
  const endpoint = index.endpoints.get(to);
  if (endpoint) return (station) => toEndpoint(index, station, endpoint, flow);
  if (to.startsWith('aws:')) {
    const asked = { service: to.slice('aws:'.length), region: index.network.region };
    return (station) => toService(index, station, asked, flow);
  }
  const outside = outsideOf(to);
  if (outside) return (station) => toAddresses(index, station, outside, flow);
  if (!to.includes('.')) throw endUnknown(to, 'destination');
  return (station) => toName(index, host, station, to, flow);
}

/** The addresses of an endpoint, by whatever name they are dialled; a gateway endpoint has none of its own. */
function toEndpoint(index: NetworkIndex, station: Station, endpoint: VpcEndpoint, flow: Flow): PathResult {
  const { kind, service } = endpoint;
  const name = isKnown(service) ? service.split('.').slice(-1)[0] : undefined;
  if (kind === 'gateway' && name !== undefined)
    return toService(index, station, { service: name, region: index.network.region }, flow);
  const record = new PathRecord();
  if (kind !== 'interface' || !endpoint.subnets.complete || endpoint.subnets.items.length === 0) {
    record.lack('endpoint-sg', endpoint, 'its subnets are not all in sight');
  }
  const ways = endpointStations(index, endpoint).map((other) =>
    between(index, station, other, { ...flow, family: 4 }, { kind: 'endpoint-sg' }),
  );
  if (ways.length > 0) record.add(combined(ways));
  return record;
}

/** A host that stands in some subnet, over every interface that it can have. */
export function toHost(index: NetworkIndex, station: Station, target: NetworkHost, flow: Flow): PathResult {
  if (target.onlyCalls === true) return notCalled(target);
  const record = new PathRecord();
  if (target.isDialledByName === true) record.add(resolverOf(index, station));
  if (target.isOutside === true) {
    record.add(toAddresses(index, station, { kind: 'somewhere', family: 4 }, flow));
    return record;
  }
  record.add(
    overStations(index, target, (other) => between(index, station, other, commonFamily(index, station, other, flow))),
  );
  return record;
}

/** IPv4 where both have it, else IPv6. */
function commonFamily(index: NetworkIndex, one: Station, other: Station, flow: Flow): Flow {
  const has = (family: IpFamily): boolean =>
    addressesOf(index, one, family) !== undefined && addressesOf(index, other, family) !== undefined;
  return { ...flow, family: !has(4) && has(6) ? 6 : 4 };
}

function toBalancer(
  index: NetworkIndex,
  host: NetworkHost,
  station: Station,
  balancer: Balancer,
  flow: Flow,
): PathResult {
  const record = new PathRecord();
  record.add(resolverOf(index, station));
  const family = addressesOf(index, station, 4) ? 4 : 6;
  if (record.obstacles.length === 0)
    record.add(throughBalancer(index, balancer, { kind: 'station', station, host }, { ...flow, family }));
  return record;
}

const NAT64 = Cidr.parse('64:ff9b::/96');

/** To hosts outside of all VPCs, or to an address in one. */
export function toAddresses(index: NetworkIndex, station: Station, destination: Addresses, flow: Flow): PathResult {
  const inside = insideOf(index, destination);
  if (inside) return between(index, station, inside, { ...flow, family: destination.family });
  const asked: Flow = { ...flow, family: destination.family };
  const vpc = find(index.vpcs, station.vpc);
  if (vpc && isLocal(vpc, destination)) {
    const record = new PathRecord();
    record.lack('route', vpc, 'no subnet in sight has the address');
    return record;
  }
  if (addressesOf(index, station, destination.family)) return toPublic(index, station, destination, asked);
  if (destination.family === 4) {
    return throughNat64(index, station, { kind: 'blocks', family: 6, blocks: [NAT64] }, destination, asked);
  }
  const record = new PathRecord();
  record.stop('route', 'route-not-for-family', station.subnet ?? station.element, { family: 6 });
  return record;
}

/** What stands at an address of a subnet: nobody says which interface, so its groups are not known. */
function insideOf(index: NetworkIndex, destination: Addresses): Station | undefined {
  const [block] = destination.kind === 'blocks' ? destination.blocks : [];
  if (!block) return undefined;
  const subnet = index.network.subnets.find((one) =>
    [one.block, one.block6].some((own) => own !== undefined && isKnown(own) && own.contains(block)),
  );
  if (!subnet) return undefined;
  return {
    element: subnet,
    subnet,
    vpc: subnet.vpc,
    groups: { filters: [], isOpen: true, element: subnet },
    publicIp: false,
    publicIpAt: subnet,
    ephemeral: EPHEMERAL.any,
    ports: undefined,
  };
}

/** Whether an address is one of the VPC itself, so that the local route leads there. */
function isLocal({ blocks }: Vpc, destination: Addresses): boolean {
  if (destination.kind !== 'blocks') return false;
  return destination.blocks.every((block) => blocks.items.some((own) => isKnown(own) && own.contains(block)));
}

/** To a regional service of AWS; a caller with IPv6 alone needs a name with an IPv6 address, which nobody can tell. */
export function toService(
  index: NetworkIndex,
  station: Station,
  asked: Parameters<typeof toAwsService>[2],
  flow: Flow,
): PathResult {
  if (addressesOf(index, station, 4)) return toAwsService(index, station, asked, { ...flow, family: 4 });
  const destination: Addresses = { kind: 'somewhere', family: 6, service: asked.service };
  const direct = toPublic(index, station, destination, { ...flow, family: 6 });
  const translated = toAddresses(index, station, { ...destination, family: 4 }, flow);
  // by whichever name it is asked: there has to be one of the two ways
  if (isStopped(direct) && isStopped(translated)) return direct;
  const record = new PathRecord();
  record.lack(
    'route',
    station.element,
    'it has IPv6 only, and whether the service is asked by a name with IPv6 is not known',
  );
  return record;
}

function toName(index: NetworkIndex, host: NetworkHost, station: Station, name: string, flow: Flow): PathResult {
  const answer = resolveName(index, station, name);
  const record = new PathRecord();
  switch (answer.kind) {
    case 'failed':
      return answer.result;
    case 'public':
      return toAddresses(index, station, { kind: 'somewhere', family: 4 }, flow);
    case 'addresses':
      return toAddresses(index, station, answer.addresses, flow);
    case 'service':
      return toService(index, station, answer.service, flow);
    case 'host': {
      record.hop('name', answer.zone);
      const target = index.hosts.get(answer.key);
      const balancer = index.balancers.get(answer.key);
      if (target) record.add(toHost(index, station, target, flow));
      else if (balancer) record.add(toBalancer(index, host, station, balancer, flow));
      else record.lack('dns', answer.zone, 'what its record leads to is not in sight');
      return record;
    }
  }
}
