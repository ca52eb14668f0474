import { type Place } from '../../core/values/place';
import { type Data } from '../../core/reading/field';
import { type Snapshot } from './snapshot';

/** Something that `docker inspect` printed, and where. */
export interface Seen {
  readonly data: Data;
  readonly at: Omit<Place, 'path'>;
}

/** What was seen of one host. */
export interface SeenHost {
  readonly containers: readonly Seen[];
  readonly networks: readonly Seen[];
  /** What the engine says about itself, where it was asked. Then there is nothing besides what was seen. */
  readonly snapshot: Snapshot | undefined;
}
