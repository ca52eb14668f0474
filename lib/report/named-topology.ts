import { type Topology } from '../core/engine/topology';

/** A Docker host with its name. */
export interface NamedTopology {
  readonly name: string;
  readonly topology: Topology;
}
