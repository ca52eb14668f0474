import { isData, type Data } from '../../core/reading/field';

/** Everything that a running engine says about its host, as one document. */
export interface Snapshot extends Data {
  /** Answer of `/version`. */
  readonly version: Data;
  /** Answer of `/info`. */
  readonly info: Data;
  /** Answers of `/containers/ID/json`, of all containers. */
  readonly containers: readonly unknown[];
  /** Answers of `/networks/ID`, of all networks. */
  readonly networks: readonly unknown[];
  /** The hosts files of containers that run, by their ids; of those of which it was read. */
  readonly hostsFiles?: Data;
}

export function isSnapshot(data: unknown): data is Snapshot {
  if (!isData(data) || !isData(data['version']) || !isData(data['info'])) return false;
  return Array.isArray(data['containers']) && Array.isArray(data['networks']);
}
