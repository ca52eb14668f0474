import { type IpAddress } from '../../values/address';
import { exposures, type Exposure } from './exposure';
import { type Topology } from '../topology';
import { stateTexts } from './state-text';
import { knownOr } from '../../values/unknown';

/** A sender and a target. */
export interface Pair {
  /** Who sends. */
  readonly from: string;
  /** Who is dialled. */
  readonly to: string;
}

/** What a change of a topology changes for those who use it. */
export interface TopologyDifference {
  /** Names of containers that were not there before. */
  readonly added: readonly string[];
  /** Names of containers that are gone. */
  readonly removed: readonly string[];
  /** Pairs, of containers that are there before and after, that did not reach each other before and do now. */
  readonly opened: readonly Pair[];
  /** Pairs that reached each other before, and do not now. */
  readonly closed: readonly Pair[];
  /** What other machines reach now, and did not before. */
  readonly exposed: readonly Exposure[];
  /** What other machines reached before, and do not now. */
  readonly hidden: readonly Exposure[];
}

/** What became reachable and what was lost from one topology to the next. Only what changed is asked again. */
export function difference(before: Topology, after: Topology): TopologyDifference {
  const common = [...before.nodes.keys()].filter((name) => after.nodes.has(name));
  const [old, now] = [stateTexts(before), stateTexts(after)];
  const changed = common.filter((name) => old(name) !== now(name));
  const opened: Pair[] = [];
  const closed: Pair[] = [];
  const compare = (from: string, to: string): void => {
    if (from === to) return;
    const was = reaches(before, from, to);
    const is = reaches(after, from, to);
    if (is && !was) opened.push({ from, to });
    if (was && !is) closed.push({ from, to });
  };
  const isChanged = new Set(changed);
  for (const one of changed) {
    for (const other of common) {
      compare(one, other);
      if (!isChanged.has(other)) compare(other, one);
    }
  }
  const [was, is] = [exposures(before), exposures(after)];
  const [wasKeys, isKeys] = [new Set(was.map(exposureKey)), new Set(is.map(exposureKey))];
  return {
    added: [...after.nodes.keys()].filter((name) => !before.nodes.has(name)),
    removed: [...before.nodes.keys()].filter((name) => !after.nodes.has(name)),
    opened,
    closed,
    exposed: is.filter((one) => !wasKeys.has(exposureKey(one))),
    hidden: was.filter((one) => !isKeys.has(exposureKey(one))),
  };
}

function reaches(topology: Topology, from: string, to: string): boolean {
  return topology.reach({ from, to }).kind === 'reachable';
}

function exposureKey({ container, port, hostPort, hostAddress, to }: Exposure): string {
  const text = typeof hostPort === 'number' ? hostPort : 'any';
  const address =
    hostAddress === undefined ? 'every address' : knownOr<IpAddress | string>(hostAddress, '?').toString();
  return [container, port?.toString() ?? 'any', text, address, to].join(' ');
}
