import { type Cluster } from '../../core/ecs/cluster';
import { type Service } from '../../core/ecs/service';
import { launchOf, taskOf } from '../../core/ecs/service-reading';
import { addressText, callerText, type IntendedFlow } from '../../core/intent/flow';
import { taskFlows } from '../../core/intent/task-flows';
import { type Reading } from '../../formats/reading';
import { groupsOfEquals, type Equals } from './equals';

/** The part of an input that a picture of ECS shows. */
export type EcsReading = Pick<
  Reading,
  'clusters' | 'services' | 'tasks' | 'loadBalancing' | 'networks' | 'securityGroups' | 'taskPrograms'
>;

/** Services of one cluster that are drawn as one. */
export interface ServiceGroup extends Equals<Service> {
  /** Id of the node in the picture. */
  readonly id: string;
  /** Undefined when it is not in the input. */
  readonly cluster: Cluster | undefined;
}

/** Services as they are drawn: a few one by one, many in groups of those that would look the same. */
export function serviceGroups({ clusters, services, taskPrograms }: EcsReading): readonly ServiceGroup[] {
  const told = flowTexts(taskPrograms.flatMap(taskFlows));
  const clusterOf = new Map(
    clusters.flatMap((cluster) => cluster.services.items.map((one) => [one, cluster] as const)),
  );
  const all = [...new Set([...clusterOf.keys(), ...services])];
  const keyOf = (service: Service): string => {
    const task = taskOf(service);
    const { networkConfiguration: network, serviceConnect, registries, loadBalancers } = service;
    const containers = (task?.containers.items ?? []).map(({ portMappings }) => portMappings.items);
    const run = [launchOf(service), service.capacityProviders, task?.networkMode, service.scheduling, service.kind];
    const dials = [service.at.path, ...(task?.containers.items ?? []).map(({ at }) => at.path)].map((path) =>
      told.get(path),
    );
    const parts = [
      clusterOf.get(service)?.at,
      run,
      network,
      containers,
      serviceConnect,
      registries,
      loadBalancers,
      dials,
    ];
    return JSON.stringify(parts, (key, value: unknown) =>
      ['at', 'name', 'discoveryName', 'dnsName'].includes(key) ? undefined : value,
    );
  };
  return groupsOfEquals(all, keyOf).map((group) => ({
    ...group,
    id: `service ${group.first.at.file ?? ''}/${group.first.at.path}`,
    cluster: clusterOf.get(group.first),
  }));
}

/** For each service and container by its path: what it is configured to dial, and who is configured to dial it. */
function flowTexts(flows: readonly IntendedFlow[]): ReadonlyMap<string, readonly string[]> {
  const texts = new Map<string, string[]>();
  const add = (path: string, text: string): void => {
    const known = texts.get(path);
    if (known) known.push(text);
    else texts.set(path, [text]);
  };
  for (const flow of flows) {
    const { dial, verdict } = flow;
    add(callerPath(flow), `to ${addressText(dial)} ${verdict.kind}`);
    const target = verdict.kind === 'unknown' ? undefined : verdict.target;
    if (target) add(target.path, `from ${callerText(flow)} ${addressText(dial)} ${verdict.kind}`);
  }
  return texts;
}

/** The path of the caller: of the service, or of the container where no service is known. */
export function callerPath({ from, service }: IntendedFlow): string {
  return service?.path ?? from;
}

/** Id of the box of a cluster. */
export function clusterBox({ at }: Cluster): string {
  return `cluster ${at.file ?? ''}/${at.path}`;
}
