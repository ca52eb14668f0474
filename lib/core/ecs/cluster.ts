import { type Capacity } from './capacity';
import { type Place } from '../values/place';
import { type TrafficFilter } from './security-group';
import { type Service } from './service';
import { type Listed } from '../values/listed';
import { type Knowable } from '../values/unknown';

/** An ECS cluster: the services that were seen, and the instances that can host them. */
export interface Cluster {
  /** Where it was defined. */
  readonly at: Place;
  /** The services that run in it. */
  readonly services: Listed<Service>;
  /** Incomplete when the cluster comes from elsewhere: instances may be added outside of what was read. */
  readonly capacity: Listed<Capacity>;
  /**
   * Capacity providers of its default strategy by name.
   * @default - undefined: nobody looked
   */
  readonly defaultCapacityProviders?: Listed<Knowable<string>>;
  /**
   * Capacity providers that are associated with it, by name.
   * @default - undefined: nobody looked
   */
  readonly capacityProviders?: Listed<Knowable<string>>;
  /**
   * What starts tasks in it beside its services: task sets, schedules.
   * @default - none were seen
   */
  readonly launches?: readonly Service[];
  /**
   * Whether it has a default namespace for Service Connect.
   * @default - undefined: nobody looked
   */
  readonly hasDefaultNamespace?: Knowable<boolean>;
  /**
   * Security groups of its instances, tasks and load balancers, as far as they were seen.
   * @default - undefined: nobody looked
   */
  readonly securityGroups?: Listed<TrafficFilter>;
}

/** A service and the cluster that it runs in. */
export interface ClusterService {
  /** The cluster. */
  readonly cluster: Cluster;
  /** One of its services. */
  readonly service: Service;
}
