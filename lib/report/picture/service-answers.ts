import { type Cluster } from '../../core/ecs/cluster';
import { serviceFlowLines, servicePorts, serviceReach, type ServicePort } from '../../core/ecs/reach/service-reach';
import { type ServiceVerdict } from '../../core/ecs/reach/service-verdict';
import { type ServiceGroup } from './service-groups';

/** A way from service to service with its answer, asked of one member for all. */
export interface ServiceAnswer {
  readonly from: string;
  readonly to: string;
  /** Such as `80/tcp`. */
  readonly port: string;
  readonly verdict: ServiceVerdict;
  readonly lines: readonly string[];
}

/** Every group of services to every port of the others in its cluster, and of its own where it has several members. */
export function serviceAnswers(groups: readonly ServiceGroup[]): ServiceAnswer[] {
  const ports = new Map<Cluster, readonly ServicePort[]>();
  const portsOfCluster = (cluster: Cluster): readonly ServicePort[] => {
    let all = ports.get(cluster);
    if (!all) ports.set(cluster, (all = servicePorts(cluster)));
    return all;
  };
  return groups.flatMap(({ id: from, first, cluster }) =>
    groups.flatMap(({ id, first: called, members, cluster: there }): ServiceAnswer[] => {
      if (!cluster || cluster !== there) return [];
      const target = called === first ? members[1] : called;
      return portsOfCluster(cluster)
        .filter(({ service }) => service === target)
        .map((to) => {
          const verdict = serviceReach({ cluster, service: first }, to);
          const flow = { from: first, to, verdict };
          return { from, to: id, port: `${to.port}/${to.protocol}`, verdict, lines: serviceFlowLines(flow) };
        });
    }),
  );
}
