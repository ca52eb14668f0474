import { launchTypeOfProvider } from '../../core/ecs/launch-type';
import { type Capacity } from '../../core/ecs/capacity';
import { type Cluster } from '../../core/ecs/cluster';
import { type TrafficFilter } from '../../core/ecs/security-group';
import { type Service } from '../../core/ecs/service';
import { type Listed } from '../../core/values/listed';
import { type Knowable } from '../../core/values/unknown';
import { isKnown } from '../../core/values/unknown';
import { servicesByCluster } from '../ecs/service';
import { clusterOfInstance, readInstances, type Instances } from './capacity';
import { type Resource, type Resources } from './resources';
import { type Unseen } from './template';
import { type VpcPlans } from './vpc-plan';

/** Clusters of the templates, and those that services name but no template defines. */
export function readClusters(
  resources: Resources,
  services: readonly Service[],
  launches: readonly Service[],
  allServices: boolean,
  filters: readonly TrafficFilter[],
  plans: VpcPlans,
): Cluster[] {
  const byCluster = servicesByCluster(services);
  const launchesByCluster = servicesByCluster(launches);
  const known = allServices && services.every(({ cluster }) => isKnown(cluster));
  const hosts = new Hosts(resources, plans);
  const securityGroups = { items: filters, complete: true };
  const clusters: Cluster[] = resources.of('cluster').map((resource) => ({
    at: resource.properties.at,
    services: { items: byCluster.get(resource.key) ?? [], complete: known && unseenOf(resource).services !== true },
    launches: launchesByCluster.get(resource.key) ?? [],
    capacity: hosts.of(resource),
    defaultCapacityProviders: hosts.defaults(resource),
    capacityProviders: hosts.associated(resource),
    hasDefaultNamespace: !resource.properties.get('serviceConnectDefaults').isAbsent,
    securityGroups,
  }));
  for (const [key, items] of byCluster) {
    if (resources.find('cluster', key)) continue;
    const file = items[0]?.at.file;
    clusters.push({
      at: file === undefined ? { path: key } : { path: key, file },
      services: { items, complete: false },
      capacity: { items: hosts.joining(key).map(({ capacity }) => capacity), complete: false },
      securityGroups,
    });
  }
  return clusters;
}

/** What of a cluster that is there already was not seen. */
function unseenOf({ id, scope }: Resource): Unseen {
  return scope.template.unseen?.(id) ?? {};
}

/** Whether what user data names is the cluster of a key. */
function joins(cluster: Knowable<string | undefined>, key: string): boolean {
  return cluster === key || cluster === `\${${key}}`;
}

const REFERENCE = /^\$\{([^}]+)\}$/;
const NAME = /^[\w-]+$/;

/** Which instances each cluster has. */
class Hosts {
  /** Groups that no capacity provider holds. */
  readonly #free: Instances[] = [];
  readonly #byProvider = new Map<string, Instances>();
  /** Clusters that single instances join, of which nothing else is examined. */
  readonly #joined = new Set<Knowable<string>>();

  constructor(
    private readonly resources: Resources,
    plans: VpcPlans,
  ) {
    const schedules = new Map<Resource, Resource[]>();
    for (const action of resources.of('scheduledAction')) {
      const group = resources.target('group', action.properties.get('autoScalingGroupName'));
      const known = group && schedules.get(group);
      if (known) known.push(action);
      else if (group) schedules.set(group, [action]);
    }
    const read = (group: Resource, provider?: Resource): Instances => {
      const instances = readInstances(resources, group, schedules.get(group) ?? [], provider);
      plans.noteInstances(instances);
      return instances;
    };
    const held = new Set<Resource>();
    for (const provider of resources.of('provider')) {
      const arn = provider.properties.get('autoScalingGroupProvider').get('autoScalingGroupArn');
      const group = resources.target('group', arn);
      if (!group) continue;
      held.add(group);
      this.#byProvider.set(provider.key, read(group, provider));
    }
    for (const group of resources.of('group')) if (!held.has(group)) this.#free.push(read(group));
    for (const instance of resources.of('instance')) {
      const cluster = clusterOfInstance(instance);
      if (cluster !== undefined) this.#joined.add(cluster);
    }
  }

  of(cluster: Resource): { items: readonly Capacity[]; complete: boolean } {
    let complete = cluster.certain;
    const items: Capacity[] = [];
    for (const name of this.#providers(cluster)) {
      if (launchTypeOfProvider(name)) continue;
      const instances = isKnown(name) ? this.#byProvider.get(name) : undefined;
      if (instances) items.push(this.#registered(instances, cluster.key));
      if (instances?.group.certain !== true) complete = false;
    }
    if (this.#hasMore(cluster.key) || unseenOf(cluster).capacity === true) complete = false;
    if (this.#free.some(({ cluster: joined, group }) => !isKnown(joined) || !group.certain)) complete = false;
    return { items: [...items, ...this.joining(cluster.key).map(({ capacity }) => capacity)], complete };
  }

  /** The instances of a capacity provider, with the cluster that they register with in place of the one that has it. */
  #registered({ capacity, cluster }: Instances, key: string): Capacity {
    if (!isKnown(cluster) || joins(cluster, key)) return capacity;
    // without user data the agent takes the cluster that is called default
    if (cluster === undefined)
      return capacity.userData === undefined ? { ...capacity, otherCluster: 'default' } : capacity;
    const named = REFERENCE.exec(cluster)?.[1];
    const known = named === undefined ? NAME.test(cluster) : this.resources.find('cluster', named) !== undefined;
    return known ? { ...capacity, otherCluster: named ?? cluster } : capacity;
  }

  /** Groups that join a cluster by their user data. */
  joining(key: string): Instances[] {
    return this.#free.filter(({ cluster }) => joins(cluster, key));
  }

  /** Whether single instances join a cluster, or may. */
  #hasMore(key: string): boolean {
    for (const cluster of this.#joined) if (!isKnown(cluster) || joins(cluster, key)) return true;
    return false;
  }

  /** Capacity providers of the default strategy. */
  defaults({ key, properties }: Resource): Listed<Knowable<string>> {
    const own = properties.get('defaultCapacityProviderStrategy');
    const association = this.#associations(key)[0]?.properties.get('defaultCapacityProviderStrategy');
    const { items, complete } = (association ?? own).list((item) => item.get('capacityProvider').identity());
    return { items, complete };
  }

  /** Capacity providers that are associated with a cluster; complete where nothing else can add one. */
  associated(cluster: Resource): Listed<Knowable<string>> {
    const associations = this.resources.of('association');
    const open = associations.some(({ properties, certain }) => {
      const named = properties.get('cluster').identity();
      return named === undefined || !isKnown(named) || !certain;
    });
    const lists = [cluster, ...this.#associations(cluster.key)].map(({ properties }) =>
      properties.get('capacityProviders'),
    );
    const complete =
      !open &&
      cluster.certain &&
      lists.every((list) => list.isAbsent || Array.isArray(list.value)) &&
      !this.#hasOpenProviders();
    return { items: [...this.#providers(cluster)], complete };
  }

  /** Whether a capacity provider may be made in a cluster that is not known. */
  #hasOpenProviders(): boolean {
    return this.resources.of('provider').some(({ properties }) => {
      const named = properties.get('clusterName').identity();
      return named !== undefined && !isKnown(named);
    });
  }

  #associations(key: string): Resource[] {
    return this.resources.of('association').filter(({ properties }) => properties.get('cluster').identity() === key);
  }

  #providers({ key, properties }: Resource): Set<Knowable<string>> {
    const names = new Set(properties.get('capacityProviders').strings((item) => item.identity()).items);
    for (const association of this.#associations(key)) {
      const more = association.properties.get('capacityProviders').strings((item) => item.identity());
      for (const name of more.items) names.add(name);
    }
    // providers of instances that ECS manages are made in a cluster, and need no association
    for (const provider of this.resources.of('provider')) {
      if (provider.properties.get('clusterName').identity() === key) names.add(provider.key);
    }
    return names;
  }
}
