import { isKnown, type Knowable } from '../values/unknown';
import { type Addresses } from './addresses';
import { type Balancer, type BalancerListener, type BalancerTargets } from './balancer';
import { transportsOf } from './balancer-protocol';
import { type Peer } from './filters';
import { EPHEMERAL, type NetworkHost, type Ports } from './host';
import { type Flow } from './flow';
import { alikeAnswers } from './interface-class';
import { find, sameZone, type NetworkIndex } from './network-index';
import { elementName } from '../values/element';
import { between, fromPublic, toPublic } from './path';
import { PathRecord } from './path-record';
import { combined, inSequence, type PathResult } from './path-verdict';
import { addressesOf, groupKeys, knowsStations, nodesOf, stationsOf, type Station } from './station';

/** Who calls a load balancer: something in a VPC, or whoever has an address outside. */
export type Client = (
  | { readonly kind: 'station'; readonly station: Station; readonly host: NetworkHost | undefined }
  | { readonly kind: 'outside'; readonly addresses: Addresses }
) & {
  /** Key of the only target that the question is about. @default - all of them */
  readonly towards?: string;
};

/**
 * The whole way through a load balancer: client, node, target.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html
 */
export function throughBalancer(index: NetworkIndex, balancer: Balancer, client: Client, flow: Flow): PathResult {
  const record = new PathRecord();
  if (client.kind === 'outside') checkScheme(record, balancer);
  checkFamily(record, balancer, flow);
  const listener = listenerOf(record, balancer, flow);
  const nodes = balancer.subnets.items.length > 0 ? nodesOf(index, balancer) : [];
  if (nodes.length === 0 || !balancer.subnets.complete) {
    record.lack('lb-subnet', balancer, 'its subnets are not all in sight');
  }
  if (record.obstacles.length > 0) return record;
  record.add(toNodes(index, balancer, nodes, client, flow));
  if (listener) record.add(onwards(index, balancer, nodes, listener, client, flow));
  return record;
}

/** From the nodes to whatever a listener forwards to. */
function onwards(
  index: NetworkIndex,
  balancer: Balancer,
  nodes: readonly Station[],
  listener: BalancerListener,
  client: Client,
  flow: Flow,
): PathResult {
  const record = new PathRecord();
  if (listener.targets.complete && listener.targets.items.length === 0) {
    record.stop('listener', 'forwards-nowhere', listener);
  } else if (!listener.targets.complete) {
    record.lack('listener', listener, 'what it forwards to is not all known');
  }
  const ways: PathResult[] = [];
  for (const key of listener.targets.items) {
    const targets = find(index.balancerTargets, key);
    if (client.towards !== undefined && targets && !holds(targets, client.towards)) continue;
    if (targets) ways.push(toTargets(index, balancer, nodes, targets, client, flow));
    else record.lack('listener', listener, 'a target group that it forwards to is not in sight');
  }
  if (ways.length > 0) record.add(combined(ways));
  return record;
}

function holds({ targets }: BalancerTargets, host: string): boolean {
  return targets.items.some((target) => target.host === host);
}

function checkScheme(record: PathRecord, balancer: Balancer): void {
  const { isInternetFacing } = balancer;
  if (!isKnown(isInternetFacing)) record.lack('lb-scheme', balancer, isInternetFacing.why);
  else if (!isInternetFacing) record.stop('lb-scheme', 'balancer-internal', balancer);
}

function checkFamily(record: PathRecord, balancer: Balancer, { family }: Flow): void {
  const { families } = balancer;
  if (!isKnown(families)) record.lack('no-public-ip', balancer, families.why);
  else if (!families.includes(family)) record.stop('no-public-ip', 'route-not-for-family', balancer, { family });
}

function listenerOf(
  record: PathRecord,
  balancer: Balancer,
  { ports: [port], protocol }: Flow,
): BalancerListener | undefined {
  const { items, complete } = balancer.listeners;
  const found = items.find(
    (one) => one.port === port && isKnown(one.protocol) && transportsOf(one.protocol).includes(protocol),
  );
  if (found) {
    record.hop('listener', balancer, found);
    return found;
  }
  const isOpen = !complete || items.some((one) => !isKnown(one.port) || (one.port === port && !isKnown(one.protocol)));
  if (isOpen) record.lack('listener', balancer, 'its listeners are not all known');
  else
    record.stop('listener', 'port-not-listened-on', balancer, {
      port,
      listens: items.map((one) => one.port).filter(isKnown),
    });
  return undefined;
}

/** From the client to the nodes: which of them it gets is not to be relied on. */
function toNodes(
  index: NetworkIndex,
  balancer: Balancer,
  nodes: readonly Station[],
  client: Client,
  flow: Flow,
): PathResult {
  const legs = nodes.map((node) => toNode(index, balancer, node, client, flow));
  const shut = legs.filter(({ obstacles }) => obstacles.some(({ kind }) => kind === 'lb-subnet')).length;
  const result = combined(legs);
  if (shut < legs.length || shut === 0) return result;
  // all of them: it is the load balancer that is in the wrong subnets
  const [first] = result.obstacles.filter(({ kind }) => kind === 'lb-subnet');
  const others = result.obstacles.filter(({ kind }) => kind !== 'lb-subnet');
  return first ? { ...result, obstacles: [{ ...first, element: balancer }, ...others] } : result;
}

function toNode(index: NetworkIndex, balancer: Balancer, node: Station, client: Client, flow: Flow): PathResult {
  if (client.kind === 'outside') return intoPublicNode(index, node, client.addresses, flow);
  if (!isKnown(balancer.isInternetFacing)) {
    const record = new PathRecord();
    record.lack('lb-scheme', balancer, balancer.isInternetFacing.why);
    return record;
  }
  if (!balancer.isInternetFacing) return between(index, client.station, node, flow);
  // its name gives public addresses inside of the VPC too: the call leaves and comes in again
  const outside = publicSelf(flow);
  return inSequence([toPublic(index, client.station, outside, flow), intoPublicNode(index, node, outside, flow)]);
}

function publicSelf({ family }: Flow): Addresses {
  return { kind: 'somewhere', family };
}

function intoPublicNode(index: NetworkIndex, node: Station, source: Addresses, flow: Flow): PathResult {
  const result = fromPublic(index, node, source, flow);
  const { subnet } = node;
  if (!subnet) return result;
  return {
    ...result,
    obstacles: result.obstacles.map((one) =>
      one.kind === 'route' ? { ...one, kind: 'lb-subnet', reason: 'balancer-subnet-private', element: subnet } : one,
    ),
    gaps: result.gaps.map((one) => (one.kind === 'route' ? { ...one, kind: 'lb-subnet' } : one)),
  };
}

/** From the nodes to what is registered in a target group. */
function toTargets(
  index: NetworkIndex,
  balancer: Balancer,
  nodes: readonly Station[],
  group: BalancerTargets,
  client: Client,
  flow: Flow,
): PathResult {
  const record = new PathRecord();
  if (group.targetType === 'lambda') {
    // it is called by the API of its service
    record.hop('target', group);
    return record;
  }
  if (!group.targets.complete || group.targets.items.length === 0) {
    record.lack('listener', group, 'what is registered in it is not all in sight');
  }
  const ways: PathResult[] = [];
  for (const { host: key, ports } of group.targets.items) {
    if (client.towards !== undefined && key !== client.towards) continue;
    const inner = find(index.balancers, key);
    if (inner && isKnown(ports)) {
      ways.push(toBalancerBehind(index, balancer, nodes, inner, { ports, client, flow }));
      continue;
    }
    const host = find(index.hosts, key);
    if (!host || !isKnown(ports)) {
      record.lack('listener', host ?? group, 'a target, or its port, is not in sight');
      continue;
    }
    ways.push(toHost(index, balancer, nodes, group, { host, ports, client, flow }));
  }
  if (ways.length > 0) record.add(combined(ways));
  return record;
}

/** From a network load balancer to an application one, which sees the address of the client. */
function toBalancerBehind(
  index: NetworkIndex,
  balancer: Balancer,
  nodes: readonly Station[],
  inner: Balancer,
  { ports, client, flow }: Omit<TargetWay, 'host'>,
): PathResult {
  const record = new PathRecord();
  const dialled: Flow = { ...flow, ports, family: 4 };
  const source = sourceOf(index, client, nodes, balancer, dialled);
  const targets = nodesOf(index, inner);
  const legs = nodes.flatMap((node) =>
    targets.map((target) => between(index, node, target, dialled, source ? { source } : {})),
  );
  if (legs.length > 0 && inner.subnets.complete) record.add(combined(legs));
  else record.lack('lb-subnet', inner, 'its subnets are not all in sight');
  const listener = listenerOf(record, inner, dialled);
  if (listener) record.add(onwards(index, inner, targets, listener, client, dialled));
  return record;
}

interface TargetWay {
  readonly host: NetworkHost;
  readonly ports: Ports;
  readonly client: Client;
  readonly flow: Flow;
}

function toHost(
  index: NetworkIndex,
  balancer: Balancer,
  nodes: readonly Station[],
  group: BalancerTargets,
  { host, ports, client, flow }: TargetWay,
): PathResult {
  const record = new PathRecord();
  const family = isKnown(group.family) ? group.family : flow.family;
  // an address of the other family cannot be kept
  const keeps = family === flow.family ? keepsClient(group, balancer) : false;
  if (client.kind === 'station' && client.host === host && keeps !== false) hairpin(record, group, host, keeps);
  const inner: Flow = { ...flow, ports, family };
  const crosses = group.crossesZones ?? balancer.crossesZones;
  if (keeps === false) {
    record.add(fromNodes(index, { balancer, nodes, host, flow: inner, crosses }));
    return record;
  }
  const source = sourceOf(index, client, nodes, balancer, flow);
  record.add(
    overNodes(index, balancer, nodes, host, crosses, (node, target) => {
      const kept = between(index, node, target, inner, { ignoresListener: true, ...(source ? { source } : {}) });
      if (keeps === true) return kept;
      const plain = calledBy(balancer, between(index, node, target, inner, { ignoresListener: true }));
      if (plain.obstacles.length > 0 === kept.obstacles.length > 0) return plain;
      const unsure = new PathRecord();
      unsure.lack('sg-in', group, 'whether it keeps the address of the client is not known');
      return unsure;
    }),
  );
  return record;
}

/** What the nodes of a load balancer send to a target. */
interface NodesWay {
  readonly balancer: Balancer;
  readonly nodes: readonly Station[];
  readonly host: NetworkHost;
  readonly flow: Flow;
  readonly crosses: Knowable<boolean>;
}

/**
 * From nodes to a target that sees their address, or that of some client: targets of many groups have the same subnets and
 * security groups, and the way is worked out once for those.
 */
export function fromNodes(
  index: NetworkIndex,
  { balancer, nodes, host, flow, crosses }: NodesWay,
  seen: 'node' | 'client' = 'node',
): PathResult {
  const { ports, protocol, family } = flow;
  const crossing = isKnown(crosses) ? String(crosses) : '?';
  const question = [seen, balancer.key, nodes.length, ...ports, protocol, family, crossing].join('\n');
  const [way] = alikeAnswers(index, question, host, () => {
    const source = seen === 'client' ? { source: anyClient(flow, [...new Set(nodes.flatMap(groupKeys))]) } : {};
    return [
      overNodes(index, balancer, nodes, host, crosses, (node, target) =>
        calledBy(balancer, between(index, node, target, flow, { ignoresListener: true, ...source })),
      ),
    ];
  });
  return way ?? new PathRecord();
}

/** Somebody who calls: of whom nothing is known but the groups of the load balancer, which rules can name for it. */
function anyClient({ family }: Flow, groups: readonly string[]): Peer & { readonly ephemeral: Ports } {
  const addresses: Addresses = { kind: 'hidden', family, within: [] };
  return { addresses, groups, hasUnseenGroups: true, ephemeral: EPHEMERAL.any };
}

/** Over every node that can send to a target: with cross-zone off, only those of its own zone. */
function overNodes(
  index: NetworkIndex,
  balancer: Balancer,
  nodes: readonly Station[],
  host: NetworkHost,
  crosses: Knowable<boolean>,
  judge: (node: Station, target: Station) => PathResult,
): PathResult {
  const record = new PathRecord();
  const targets = stationsOf(index, host);
  if (targets.length === 0 || !knowsStations(host)) record.lack('route', host, 'its subnets are not all in sight');
  const ways = targets.map((target) => {
    const zones = nodes.map((node) => sameZone(node.subnet?.zone ?? '${}', target.subnet?.zone ?? '${}'));
    const way = new PathRecord();
    if (!zones.includes(true)) {
      if (zones.includes(undefined) || !balancer.subnets.complete)
        way.lack('lb-zone', balancer, 'whether it is enabled in the zones of its targets is not known');
      else way.stop('lb-zone', 'zone-not-enabled', balancer, { subnet: target.subnet?.key ?? '' });
    }
    const near = isKnown(crosses) && !crosses ? nodes.filter((_, at) => zones[at] !== false) : nodes;
    if (near.length > 0 && way.obstacles.length === 0) way.add(combined(near.map((node) => judge(node, target))));
    return way;
  });
  if (ways.length > 0) record.add(combined(ways));
  return record;
}

/** Whether targets see the address of the client. */
export function keepsClient(group: BalancerTargets, { type }: Balancer): boolean | undefined {
  if (type === 'application' || type === 'classic') return false;
  if (!isKnown(type)) return undefined;
  const { protocol, targetType, preservesClientIp } = group;
  if (!isKnown(protocol)) return undefined;
  if (protocol !== 'TCP' && protocol !== 'TLS') return true;
  if (preservesClientIp !== undefined) return isKnown(preservesClientIp) ? preservesClientIp : undefined;
  return isKnown(targetType) ? targetType !== 'ip' : undefined;
}

/** A target that calls itself through a balancer that keeps its address gets no answer. */
function hairpin(record: PathRecord, group: BalancerTargets, host: NetworkHost, keeps: boolean | undefined): void {
  if (keeps === undefined) {
    record.lack('lb-hairpin', group, 'whether it keeps the address of the client is not known');
    return;
  }
  const isAlone = host.count !== undefined && isKnown(host.count) && host.count === 1;
  record.stop('lb-hairpin', 'hairpin', group, {}, isAlone ? 'never' : 'may');
}

/** Who targets see where the address of the client is kept: rules can name the balancer's groups for it. */
function sourceOf(
  index: NetworkIndex,
  client: Client,
  nodes: readonly Station[],
  balancer: Balancer,
  flow: Flow,
): (Peer & { readonly ephemeral: Ports }) | undefined {
  const groups = [...new Set(nodes.flatMap((node) => (node.groups ? groupKeys(node) : [])))];
  const hasUnseenGroups = nodes.some((node) => node.groups?.isOpen === true);
  if (client.kind === 'outside')
    return { addresses: client.addresses, groups, hasUnseenGroups, ephemeral: EPHEMERAL.any };
  const { station } = client;
  if (balancer.isInternetFacing !== false)
    return { addresses: publicSelf(flow), groups, hasUnseenGroups, ephemeral: EPHEMERAL.any };
  const addresses = addressesOf(index, station, flow.family);
  return (
    addresses && {
      addresses,
      groups,
      hiddenGroups: groupKeys(station),
      hasUnseenGroups: hasUnseenGroups || station.groups?.isOpen === true,
      ephemeral: station.ephemeral,
    }
  );
}

/** From the nodes of a balancer to one port of a host, as its health checks go. */
export function fromBalancer(index: NetworkIndex, balancer: Balancer, host: NetworkHost, flow: Flow): PathResult {
  const { crossesZones: crosses } = balancer;
  return fromNodes(index, { balancer, nodes: nodesOf(index, balancer), host, flow, crosses });
}

/** The way from a balancer to a target: it is the balancer that has to be admitted, not its client. */
function calledBy(balancer: Balancer, { obstacles, ...rest }: PathResult): PathResult {
  const caller = `load balancer ${elementName(balancer)}`;
  return {
    ...rest,
    obstacles: obstacles.map((one) =>
      one.reason === 'group-does-not-admit' || one.reason === 'groups-left-out'
        ? { ...one, facts: { ...one.facts, caller } }
        : one,
    ),
  };
}
