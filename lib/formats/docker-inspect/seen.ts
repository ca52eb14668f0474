import { type Place } from '../../core/values/place';
import { isData, type Data } from '../../core/reading/field';
import { isSnapshot, type Snapshot } from './snapshot';

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

/** How many containers and networks a document has. */
export function seenIn(data: unknown): number {
  return itemsOf(data).filter((one) => isContainer(one) || isNetwork(one)).length;
}

/** What a document has in it: each item of a list, and what an engine said of its containers and networks. */
export function itemsOf(data: unknown): readonly unknown[] {
  if (isSnapshot(data)) return [...data.containers, ...data.networks];
  return Array.isArray(data) ? (data as unknown[]) : [data];
}

export function isContainer(data: unknown): data is Data {
  return isData(data) && isData(data['NetworkSettings']) && isData(data['HostConfig']) && isData(data['Config']);
}

export function isNetwork(data: unknown): data is Data {
  return isData(data) && typeof data['Driver'] === 'string' && isData(data['IPAM']) && typeof data['Name'] === 'string';
}
