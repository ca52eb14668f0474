import { protocolName, type TrafficFilter, type TrafficRule } from '../ecs/security-group';
import { type Element } from '../values/element';
import { isKnown } from '../values/unknown';
import { type Addresses } from './addresses';
import { type AwsNetwork } from './aws-network';
import { type Balancer, type BalancerListener } from './balancer';
import { transportsOf } from './balancer-protocol';
import { throughBalancer } from './balancing';
import { type FlowProtocol } from './filters';
import { type Flow } from './flow';
import { type NetworkHost, type Ports } from './host';
import { find, indexOf, type NetworkIndex } from './network-index';
import { elementName } from '../values/element';
import { type NetworkPath } from './network-paths';
import { fromPublic } from './path';
import { combined, verdictOf, type PathVerdict } from './path-verdict';
import { stationsOf } from './station';

/** Something that somebody outside of all VPCs may get to, and through what. */
export interface NetworkExposure {
  /** What is reached: a service, an instance, a database; a load balancer where its targets are not in sight. */
  readonly element: Element;
  /** The load balancer that takes it in; undefined: it is reached by an address of its own. */
  readonly through: Element | undefined;
  /** The ports that are dialled, first and last. */
  readonly ports: Ports;
  /** What is spoken there. */
  readonly protocol: FlowProtocol;
  /** Never blocked for certain: what is blocked in every case is no exposure. */
  readonly verdict: PathVerdict;
}

/** Whom the internet may be. */
export type OutsideOrigin = 'internet' | 'internet6';

const OUTSIDE: Readonly<Record<OutsideOrigin, Addresses>> = {
  internet: { kind: 'internet', family: 4 },
  internet6: { kind: 'internet', family: 6 },
};

const EXPOSURES = new WeakMap<AwsNetwork, Map<OutsideOrigin, readonly NetworkExposure[]>>();

/**
 * Who on the internet reaches what, through what: targets of load balancers, and whatever has a public address and a
 * security group that lets somebody outside in. What is not known is among them, with its verdict.
 */
export function internetExposures(network: AwsNetwork, origin: OutsideOrigin = 'internet'): readonly NetworkExposure[] {
  let known = EXPOSURES.get(network);
  if (!known) EXPOSURES.set(network, (known = new Map<OutsideOrigin, readonly NetworkExposure[]>()));
  let found = known.get(origin);
  if (!found) known.set(origin, (found = exposuresOf(network, OUTSIDE[origin])));
  return found;
}

function exposuresOf(network: AwsNetwork, source: Addresses): NetworkExposure[] {
  if (network.open) return [];
  const index = indexOf(network);
  return [
    ...network.balancers.flatMap((balancer) => throughOf(index, balancer, source)),
    ...network.hosts.flatMap((host) => directOf(index, host, source)),
  ].filter(({ verdict }) => verdict.kind !== 'blocked' || verdict.extent === 'may');
}

function throughOf(index: NetworkIndex, balancer: Balancer, source: Addresses): NetworkExposure[] {
  if (balancer.isInternetFacing === false) return [];
  return balancer.listeners.items.flatMap((listener) => {
    const { port } = listener;
    if (!isKnown(port)) return [];
    return protocolsOf(listener).flatMap((protocol): NetworkExposure[] => {
      const flow: Flow = { ports: [port, port], protocol, family: source.family };
      const ask = (towards?: string): PathVerdict =>
        verdictOf(
          throughBalancer(
            index,
            balancer,
            { kind: 'outside', addresses: source, ...(towards ? { towards } : {}) },
            flow,
          ),
        );
      const hosts = hostsBehind(index, listener);
      const common = { ports: flow.ports, protocol };
      if (hosts.length === 0) return [{ element: balancer, through: undefined, ...common, verdict: ask() }];
      return hosts.map((element) => ({ element, through: balancer, ...common, verdict: ask(element.key) }));
    });
  });
}

/** What to ask a listener with; TCP where its protocol is not known. */
function protocolsOf({ protocol }: BalancerListener): readonly FlowProtocol[] {
  return isKnown(protocol) ? transportsOf(protocol) : ['tcp'];
}

function hostsBehind(index: NetworkIndex, { targets }: BalancerListener): readonly Element[] {
  const keys = targets.items
    .flatMap((group) => find(index.balancerTargets, group)?.targets.items ?? [])
    .map(({ host }) => host);
  return [...new Set(keys)]
    .map((key) => find(index.hosts, key) ?? find(index.balancers, key))
    .filter((one) => one !== undefined);
}

/** What has a public address of its own, at the ports that its security groups let somebody outside in. */
function directOf(index: NetworkIndex, host: NetworkHost, source: Addresses): NetworkExposure[] {
  if (host.onlyCalls === true) return [];
  if (host.isOutside === true) {
    return [
      {
        element: host,
        through: undefined,
        ports: [443, 443],
        protocol: 'tcp',
        verdict: { kind: 'reachable', trace: [] },
      },
    ];
  }
  const stations = stationsOf(index, host).filter(({ publicIp }) => source.family === 6 || publicIp !== false);
  if (stations.length === 0) return [];
  const filters = stations.flatMap(({ groups }) => groups?.filters ?? []);
  return windowsOf(filters, host, source).map(({ ports, protocol }) => ({
    element: host,
    through: undefined,
    ports,
    protocol,
    verdict: verdictOf(
      combined(
        stations.map((station) => fromPublic(index, station, source, { ports, protocol, family: source.family })),
      ),
    ),
  }));
}

interface Window {
  readonly ports: Ports;
  readonly protocol: FlowProtocol;
}

/** The ports to ask about: those that something listens on, else those that rules let addresses in at. */
function windowsOf(filters: readonly TrafficFilter[], host: NetworkHost, { family }: Addresses): Window[] {
  const own = host.ports?.items.filter(isKnown) ?? [];
  if (own.length > 0) return own.map((port) => ({ ports: [port, port], protocol: 'tcp' }));
  const windows = new Map<string, Window>();
  for (const rule of filters.flatMap(({ ingress }) => ingress.items)) {
    if (!letsStrangersIn(rule, family)) continue;
    for (const window of windowsIn(rule)) windows.set(`${window.ports.join('-')}/${window.protocol}`, window);
  }
  return [...windows.values()];
}

function letsStrangersIn({ peer }: TrafficRule, family: 4 | 6): boolean {
  if (peer?.kind === 'group' || peer === undefined) return false;
  if (peer.kind === 'prefix-list' || !isKnown(peer.block)) return true;
  return peer.block.includes(':') === (family === 6);
}

function windowsIn({ protocol, from, to }: TrafficRule): Window[] {
  const spoken = isKnown(protocol) ? protocol : 'tcp';
  if (spoken === '-1') {
    return (['tcp', 'udp'] as const).map((one) => ({ ports: [0, 65535], protocol: one }));
  }
  const named = protocolName(spoken);
  if (named !== 'tcp' && named !== 'udp') return [];
  const [first, last] = [from ?? 0, to ?? 65535];
  return isKnown(first) && isKnown(last)
    ? [{ ports: [Math.max(first, 0), last < 0 ? 65535 : last], protocol: named }]
    : [];
}

/** Exposures as ways through the network. */
export function exposurePaths(network: AwsNetwork, origin: OutsideOrigin = 'internet'): NetworkPath[] {
  return internetExposures(network, origin).map((one) => exposurePath(one, origin));
}

/** An exposure as a way through the network. */
export function exposurePath(
  { element, through, ports, protocol, verdict }: NetworkExposure,
  origin: OutsideOrigin,
): NetworkPath {
  return {
    from: origin,
    to: elementName(element),
    ...(through ? { through: elementName(through) } : {}),
    port: portText(ports, protocol),
    verdict,
  };
}

function portText([first, last]: Ports, protocol: FlowProtocol): string {
  if (first === 0 && last === 65535) return `any/${protocol}`;
  return first === last ? `${first}/${protocol}` : `${first}-${last}/${protocol}`;
}
