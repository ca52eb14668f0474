import { type Cluster } from '../../cluster';
import { gatesOf } from '../../gate';
import { type NetworkMode } from '../../network-mode';
import { textOf } from '../../port-use';
import { defineRule, type Violation } from '../../rule';
import { admits } from '../../security-group';
import { namedPort, serviceModeOf, taskOf } from '../../service-reading';
import { type LoadBalancerAttachment, type Service, type TargetGroup } from '../../service';
import { isKnown } from '../../unknown';
import { GUIDE_LOAD_BALANCER, issue } from '../sources';
import { FINE } from '../violations';

type Facts = { container: string; ports: string; groups: readonly string[] };

export const loadBalancerBlocked = defineRule<'cluster', Facts>({
  id: 'load-balancer-blocked',
  subject: 'cluster',
  severity: 'warning',
  title: 'the security group that carries the traffic of a task admits its load balancer',
  why: 'in awsvpc that is the group of the task, in the other modes the one of the instances, on the host ports; aws-cdk-lib opens nothing for capacity providers and Network Load Balancers',
  broken: 'silently, targets stay unhealthy, and the deployment hangs while tasks are stopped and started',
  fix: 'use listen() of the service, which opens what the port needs, or allow the load balancer on those ports',
  sources: [
    GUIDE_LOAD_BALANCER,
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html',
    issue('aws/aws-cdk', 14764),
    issue('aws/aws-cdk', 22764),
    issue('aws/aws-cdk', 1490),
  ],
  catalogue: ['LB-10'],
  explain: ({ container, ports, groups }) =>
    `the load balancer sends to ${ports} for container ${container}, which ${groups.join(' and ')} ${groups.length === 1 ? 'does' : 'do'} not admit`,
  check(cluster) {
    const filters = cluster.securityGroups;
    if (!filters) return FINE;
    let found: Violation<Facts>[] | undefined;
    for (const service of cluster.services.items) {
      const mode = serviceModeOf(service);
      if (service.loadBalancers.items.length === 0 || mode?.targetType === undefined) continue;
      for (const attachment of service.loadBalancers.items) {
        const facts = blockedAt(cluster, service, attachment, mode);
        if (facts) (found ??= []).push({ at: attachment.at, facts });
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
): Facts | undefined {
  const task = taskOf(service);
  if (!task || !targetGroup || !isKnown(targetGroup)) return undefined;
  if (typeof container !== 'string' || typeof port !== 'number') return undefined;
  const protocol = targetGroup.protocol === 'UDP' ? 'udp' : 'tcp';
  const mapping = namedPort(task, container, port).mappings.find((one) => one.protocol === protocol);
  const peers = peersOf(targetGroup);
  if (!mapping || !peers) return undefined;
  const gates = gatesOf(cluster, service, mapping, mode);
  if (!gates || gates.length === 0) return undefined;
  for (const { groups, ports } of gates) {
    for (const group of groups) {
      const open = admits(group, peers, ports, protocol);
      if (open === undefined || open) return undefined;
      // without groups of its own, the balancer comes with whatever address it or the client has
      if (peers.length === 0 && group.ingress.items.length > 0) return undefined;
    }
  }
  const [first, last] = gates[0]?.ports ?? [0, 0];
  return {
    container,
    ports: `port ${textOf({ first, last, protocol })}`,
    groups: [...new Set(gates.flatMap(({ groups }) => groups.map(({ at }) => at.path)))],
  };
}

/** Security groups of the load balancer; undefined when they are not known. */
function peersOf({ loadBalancer, loadBalancerSecurityGroups }: TargetGroup): readonly string[] | undefined {
  const { items, complete } = loadBalancerSecurityGroups;
  if (!complete || !items.every(isKnown)) return undefined;
  if (items.length > 0) return items;
  return loadBalancer === 'network' ? [] : undefined;
}
