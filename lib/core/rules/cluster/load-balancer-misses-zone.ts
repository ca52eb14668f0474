import { type Cluster } from '../../ecs/cluster';
import { hostingOf } from '../../ecs/hosting';
import { defineRule, type Violation } from '../rule';
import { serviceModeOf } from '../../ecs/service-reading';
import { type Service } from '../../ecs/service';
import { joined, zoneText } from '../../values/phrase';
import { isKnown, known } from '../../values/unknown';
import { GUIDE_LOAD_BALANCER } from '../sources';
import { FINE } from '../violations';

type Facts = { zones: readonly string[]; enabled: readonly string[] };

export const loadBalancerMissesZone = defineRule<'cluster', Facts>({
  id: 'load-balancer-misses-zone',
  subject: 'cluster',
  effect: 'may go wrong',
  title: 'load balancer without a subnet in a zone where its tasks can run',
  why: 'it does not send to targets in a zone that is not enabled for it',
  broken: 'silently, tasks in the other zones stay unused or unhealthy, and are stopped and started again',
  fix: 'give the load balancer a subnet in each of the zones, or the tasks subnets in its zones only',
  sources: [
    GUIDE_LOAD_BALANCER,
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html',
  ],
  catalogue: ['LB-12'],
  explain: ({ zones, enabled }) =>
    `tasks can run in ${named(zones)}, where the load balancer has no subnet: it sends to targets in ${named(enabled)} only`,
  check(cluster) {
    let found: Violation<Facts>[] | undefined;
    for (const service of cluster.services.items) {
      if (service.loadBalancers.items.length === 0) continue;
      const zones = zonesOfTasks(cluster, service);
      if (!zones) continue;
      for (const { at, targetGroup } of service.loadBalancers.items) {
        const enabled = targetGroup && isKnown(targetGroup) ? targetGroup.loadBalancerZones : undefined;
        if (!enabled || !isKnown(enabled) || !comparable(zones, enabled)) continue;
        const missed = zones.filter((zone) => !enabled.includes(zone));
        if (missed.length > 0) (found ??= []).push({ at, facts: { zones: missed, enabled } });
      }
    }
    return found ?? FINE;
  },
});

/** Zones where tasks of the service can run; undefined while they are not known. */
function zonesOfTasks(cluster: Cluster, service: Service): readonly string[] | undefined {
  const mode = serviceModeOf(service);
  if (mode?.securityGroup === 'task') {
    const network = service.networkConfiguration;
    return network && isKnown(network) ? known(network.zones) : undefined;
  }
  const hosting = mode?.securityGroup === 'instance' ? hostingOf(cluster, service) : undefined;
  if (!hosting?.complete) return undefined;
  const zones = new Set<string>();
  for (const capacity of hosting.capacity) {
    const here = known(capacity.zones);
    if (!here) return undefined;
    for (const zone of here) zones.add(zone);
  }
  return [...zones];
}

/** Whether both are said by name, or both by their number among the zones there are. */
function comparable(some: readonly string[], others: readonly string[]): boolean {
  const numbered = [...some, ...others].filter((zone) => zone.startsWith('#')).length;
  return numbered === 0 || numbered === some.length + others.length;
}

function named(zones: readonly string[]): string {
  return joined(zones.map(zoneText), 'and');
}
