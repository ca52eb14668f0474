import { type Capacity } from './capacity';
import { type Place } from './place';
import { type Service } from './service';
import { type Listed } from './task';

/** An ECS cluster: the services that were seen, and the instances that can host them. */
export interface Cluster {
  readonly at: Place;
  readonly services: Listed<Service>;
  /** Incomplete when the cluster comes from elsewhere: instances may be added outside of what was read. */
  readonly capacity: Listed<Capacity>;
}
