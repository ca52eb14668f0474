import { type Cluster } from '../../core/ecs/cluster';
import { type Service } from '../../core/ecs/service';
import { servicePorts, serviceReach, type ServiceFlow, type ServicePort } from '../../core/ecs/reach/service-reach';
import { type ServiceGroup } from './service-groups';

/** An answer about two groups of services, asked of one member of each. */
export interface ServiceAnswer {
  readonly from: string;
  readonly to: string;
  /** Such as `80/tcp`. */
  readonly port: string;
  readonly flow: ServiceFlow;
}

/** Asks about every group of services and every port of the others in its cluster, and of its own where it has several members. */
export function serviceAnswers(groups: readonly ServiceGroup[]): ServiceAnswer[] {
  const ports = new Map<Service, ServicePort[]>();
  for (const cluster of new Set(groups.map((group) => group.cluster))) {
    for (const port of cluster ? servicePorts(cluster) : [])
      ports.set(port.service, [...(ports.get(port.service) ?? []), port]);
  }
  const byCluster = new Map<Cluster | undefined, ServiceGroup[]>();
  for (const group of groups) byCluster.set(group.cluster, [...(byCluster.get(group.cluster) ?? []), group]);
  return groups.flatMap(({ id: from, first, cluster }) =>
    (byCluster.get(cluster) ?? []).flatMap(({ id, first: called, members }): ServiceAnswer[] => {
      const target = called === first ? members[1] : called;
      if (!cluster || !target) return [];
      return (ports.get(target) ?? []).map((to) => {
        const verdict = serviceReach({ cluster, service: first }, to);
        return { from, to: id, port: `${to.port}/${to.protocol}`, flow: { from: first, to, verdict } };
      });
    }),
  );
}
