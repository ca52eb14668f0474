import { type Cluster } from '../../ecs/cluster';
import { filtersOf, type Gate, gatesOf } from '../../ecs/reach/gate';
import { type NetworkMode } from '../../ecs/network-mode';
import { textOf } from '../../ecs/port-use';
import { defineRule, type Violation } from '../rule';
import { admits, covers, isNobody, portsOf, type TrafficFilter } from '../../ecs/security-group';
import { namedPort, serviceModeOf, taskOf } from '../../ecs/service-reading';
import { type LoadBalancerAttachment, type Service, type TargetGroup } from '../../ecs/service';
import { isKnown } from '../../values/unknown';
import { GUIDE_LOAD_BALANCER, issue } from '../sources';
import { FINE } from '../violations';

type Facts = {
  container: string;
  asks: 'traffic' | 'health';
  ports: string;
  groups: readonly string[];
  /** On which side it ends: the groups of the load balancer let nothing out, or those of the task nothing in. */
  way: 'out' | 'in';
  /** What these groups let through instead. */
  admitted: readonly string[];
};

export const loadBalancerBlocked = defineRule<'cluster', Facts>({
  id: 'load-balancer-blocked',
  subject: 'cluster',
  effect: 'may go wrong',
  title: 'security groups that keep a load balancer or its health checks from the tasks',
  why: 'that of the load balancer lets them out; in awsvpc the group of the task lets them in, in the other modes the one of the instances, on the host ports; aws-cdk-lib opens nothing for capacity providers and Network Load Balancers',
  broken: 'silently, targets stay unhealthy, and the deployment hangs while tasks are stopped and started',
  fix: ({ either }) =>
    `${either('use listen() of the service, which opens what the port needs, or ', '')}allow the load balancer on those ports in both groups`,
  sources: [
    GUIDE_LOAD_BALANCER,
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html',
    issue('aws/aws-cdk', 14764),
    issue('aws/aws-cdk', 22764),
    issue('aws/aws-cdk', 1490),
  ],
  catalogue: ['LB-10'],
  explain: ({ container, asks, ports, groups, way, admitted }) => {
    const one = groups.length === 1;
    const by = groups.join(' and ');
    return [
      asks === 'health' ? 'the health check of the load balancer asks' : 'the load balancer sends to',
      `${ports} for container ${container},`,
      way === 'out'
        ? `to which ${by} ${one ? 'lets' : 'let'} nothing out`
        : `which ${by} ${one ? 'does' : 'do'} not admit`,
      admitted.length === 0 ? '' : `(there is ${admitted.join(', ')})`,
    ]
      .join(' ')
      .trimEnd();
  },
  check(cluster) {
    const filters = cluster.securityGroups;
    if (!filters) return FINE;
    let found: Violation<Facts>[] | undefined;
    for (const service of cluster.services.items) {
      const mode = serviceModeOf(service);
      if (service.loadBalancers.items.length === 0 || mode?.targetType === undefined) continue;
      for (const attachment of service.loadBalancers.items) {
        for (const facts of blockedAt(cluster, service, attachment, mode)) {
          (found ??= []).push({ at: attachment.at, facts });
        }
      }
    }
    return found ?? FINE;
  },
});

function blockedAt(
  cluster: Cluster,
  service: Service,
  { targetGroup, containerName: container, containerPort: port }: LoadBalancerAttachment,
  mode: NetworkMode,
): readonly Facts[] {
  const task = taskOf(service);
  if (!task || !targetGroup || !isKnown(targetGroup)) return FINE;
  if (typeof container !== 'string' || typeof port !== 'number') return FINE;
  const protocol = targetGroup.protocol === 'UDP' ? 'udp' : 'tcp';
  const mapping = namedPort(task, container, port).mappings.find((one) => one.protocol === protocol);
  const peers = peersOf(targetGroup);
  if (!mapping || !peers) return FINE;
  const gates = gatesOf(cluster, service, mapping, mode);
  if (!gates || gates.length === 0) return FINE;
  // a Network Load Balancer may come with the addresses of its clients
  const blocks = targetGroup.loadBalancer === 'application' ? targetGroup.loadBalancerBlocks : undefined;
  const sides = { gates, peers, blocks, front: filtersOf(cluster, targetGroup.loadBalancerSecurityGroups) ?? [] };
  const traffic = blockedOn(sides, protocol).map((facts): Facts => ({ container, asks: 'traffic', ...facts }));
  const check = healthPortOf(targetGroup);
  // the same port is closed once
  if (!check || (traffic.length > 0 && gates.every(({ ports: [first] }) => first === check[0]))) return traffic;
  const asked = { ...sides, gates: gates.map((gate) => ({ ...gate, ports: check })) };
  return [...traffic, ...blockedOn(asked, 'tcp').map((facts): Facts => ({ container, asks: 'health', ...facts }))];
}

interface Sides {
  /** Where the task takes packets in. */
  readonly gates: readonly Gate[];
  /** The security groups of the load balancer. */
  readonly peers: readonly string[];
  /** Blocks that its addresses are from; undefined where they are not known, or not those that the tasks see. */
  readonly blocks: readonly string[] | undefined;
  /** The same, where all of them are in sight. */
  readonly front: readonly TrafficFilter[];
}

/** What keeps the load balancer off some ports, on the way out and on the way in. */
function blockedOn(
  { gates, peers, blocks, front }: Sides,
  protocol: 'tcp' | 'udp',
): Omit<Facts, 'container' | 'asks'>[] {
  const [first, last] = gates[0]?.ports ?? [0, 0];
  const ports = `port ${textOf({ first, last, protocol })}`;
  const named = (groups: readonly TrafficFilter[]): string[] => [...new Set(groups.map(({ at }) => at.path))];
  const letsOut = ({ egress }: TrafficFilter): boolean | undefined =>
    egress === undefined || anyOfGates(gates, (gate) => covers(egress, keysOf(gate), gate.ports, protocol));
  const found: Omit<Facts, 'container' | 'asks'>[] = [];
  if (front.length > 0 && front.every((group) => letsOut(group) === false)) {
    found.push({ ports, groups: named(front), way: 'out', admitted: portsThrough(front, ({ egress }) => egress) });
  }
  for (const { groups, ports: wanted } of gates) {
    for (const group of groups) {
      const open = admits(group, peers, wanted, protocol, blocks);
      if (open === undefined || open) return found;
      // without groups of its own, the balancer comes with whatever address it or the client has; it is in no group
      if (peers.length === 0 && group.ingress.items.some(({ peer }) => peer?.kind !== 'group')) return found;
    }
  }
  const groups = gates.flatMap((gate) => gate.groups);
  found.push({ ports, groups: named(groups), way: 'in', admitted: portsThrough(groups, ({ ingress }) => ingress) });
  return found;
}

/** What groups let through instead. */
function portsThrough(
  groups: readonly TrafficFilter[],
  side: (group: TrafficFilter) => TrafficFilter['egress'],
): string[] {
  const rules = groups.flatMap((group) => side(group)?.items ?? []).filter(({ peer }) => !isNobody(peer));
  return [...new Set(rules.map(portsOf))];
}

/** Whether it holds for one of the gates; undefined where that is not decided. */
function anyOfGates(gates: readonly Gate[], judge: (gate: Gate) => boolean | undefined): boolean | undefined {
  const verdicts = gates.map(judge);
  return verdicts.includes(true) ? true : verdicts.includes(undefined) ? undefined : false;
}

function keysOf({ groups }: Gate): string[] {
  return groups.map(({ key }) => key);
}

/** The port of the health check where it is one of its own. */
function healthPortOf({ healthCheckPort, protocol }: TargetGroup): readonly [number, number] | undefined {
  if (typeof healthCheckPort !== 'string' || protocol === 'GENEVE') return undefined;
  const port = /^\d+$/.test(healthCheckPort) ? Number(healthCheckPort) : 0;
  return port > 0 ? [port, port] : undefined;
}

/** Security groups of the load balancer; undefined when they are not known. */
function peersOf({ loadBalancer, loadBalancerSecurityGroups }: TargetGroup): readonly string[] | undefined {
  const { items, complete } = loadBalancerSecurityGroups;
  if (!complete || !items.every(isKnown)) return undefined;
  if (items.length > 0) return items;
  return loadBalancer === 'network' ? [] : undefined;
}
