import { type Listed } from '../values/listed';
import { type Place } from '../values/place';
import { type Knowable } from '../values/unknown';

/** Where the names of a namespace can be looked up: in a VPC, in public DNS, or by the API of Cloud Map only. */
export type NamespaceKind = 'private' | 'public' | 'http';

/** A health check of Route 53. */
export interface RegistryHealthCheck {
  readonly at: Place;
  readonly type: Knowable<string | undefined>;
  readonly failureThreshold: Knowable<number | undefined>;
  readonly hasPath: boolean;
}

/** A service of AWS Cloud Map, with which tasks are registered. */
export interface Registry {
  readonly at: Place;
  readonly name: Knowable<string | undefined>;
  /** Key of its namespace. */
  readonly namespace: Knowable<string | undefined>;
  /** Undefined: the namespace is not in sight. */
  readonly namespaceKind: NamespaceKind | undefined;
  readonly hasDnsConfig: boolean;
  readonly recordTypes: Listed<Knowable<string>>;
  /** MULTIVALUE when left out. */
  readonly routingPolicy: Knowable<string>;
  readonly healthCheck?: RegistryHealthCheck;
  readonly hasCustomHealthCheck: boolean;
}

/** The registries of AWS Cloud Map that were seen. */
export interface CloudMap {
  readonly registries: readonly Registry[];
}
