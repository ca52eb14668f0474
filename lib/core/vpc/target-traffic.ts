import { isKnown } from '../values/unknown';
import { type AwsNetwork } from './aws-network';
import { transportsOf } from './balancer-protocol';
import { fromNodes, keepsClient } from './balancing';
import { type Balancer, type BalancerTargets, type RegisteredTarget } from './balancer';
import { type FlowProtocol } from './filters';
import { type Flow } from './flow';
import { type NetworkHost, type Ports } from './host';
import { find, indexOf, type NetworkIndex } from './network-index';
import { verdictOf, type PathVerdict } from './path-verdict';
import { nodesOf } from './station';

/** What the nodes of a load balancer send to one target, and what becomes of it. */
export interface TargetTraffic {
  readonly balancer: Balancer;
  readonly target: RegisteredTarget;
  /** Requests of clients, or health checks. */
  readonly asks: 'traffic' | 'health';
  readonly verdict: PathVerdict;
}

/**
 * What load balancers send to all that is registered in their target groups: requests, and health checks where they go
 * another way, to another port or without the address of the client.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
 */
export function targetTraffic(network: AwsNetwork): readonly TargetTraffic[] {
  let traffic = SENT.get(network);
  if (!traffic) SENT.set(network, (traffic = trafficIn(network)));
  return traffic;
}

const SENT = new WeakMap<AwsNetwork, readonly TargetTraffic[]>();

function trafficIn(network: AwsNetwork): readonly TargetTraffic[] {
  if (network.open || network.balancers.length === 0) return [];
  const index = indexOf(network);
  return network.balancers.flatMap((balancer) => {
    const groups = new Set(balancer.listeners.items.flatMap(({ targets }) => targets.items));
    return [...groups].flatMap((key) => {
      const group = find(index.balancerTargets, key);
      return group ? trafficOf(index, balancer, group) : [];
    });
  });
}

function trafficOf(index: NetworkIndex, balancer: Balancer, group: BalancerTargets): TargetTraffic[] {
  const protocols = isKnown(group.protocol) ? transportsOf(group.protocol) : [];
  if (protocols.length === 0) return [];
  const found: TargetTraffic[] = [];
  for (const target of group.targets.items) {
    const host = find(index.hosts, target.host);
    if (!host || !isKnown(target.ports)) continue;
    const asked = { balancer, host, group, ports: target.ports };
    const keeps = keepsClient(group, balancer);
    const isOne = keeps === false && group.healthCheckPort === undefined && protocols.includes('tcp');
    for (const protocol of keeps === undefined ? [] : protocols) {
      const verdict = sent(index, { ...asked, protocol }, keeps === true ? 'client' : 'node');
      found.push({ balancer, target, asks: 'traffic', verdict });
    }
    const health = group.healthCheckPort ?? target.ports[0];
    if (isOne || !isKnown(health)) continue;
    const ports = group.healthCheckPort === undefined ? target.ports : ([health, health] as const);
    found.push({
      balancer,
      target,
      asks: 'health',
      verdict: sent(index, { ...asked, ports, protocol: 'tcp' }, 'node'),
    });
  }
  return found;
}

interface Sent {
  readonly balancer: Balancer;
  readonly host: NetworkHost;
  readonly group: BalancerTargets;
  readonly ports: Ports;
  readonly protocol: FlowProtocol;
}

/** Packets from every node to a target, with the address of the node, or with that of some client. */
function sent(index: NetworkIndex, asked: Sent, source: 'node' | 'client'): PathVerdict {
  const { balancer, host, group, ports, protocol } = asked;
  const flow: Flow = { ports, protocol, family: isKnown(group.family) ? group.family : 4 };
  const crosses = group.crossesZones ?? balancer.crossesZones;
  return verdictOf(fromNodes(index, { balancer, nodes: nodesOf(index, balancer), host, flow, crosses }, source));
}
