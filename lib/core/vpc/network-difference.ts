import { type AwsNetwork } from './aws-network';
import { exposurePaths } from './internet-exposure';
import { networkPaths, type NetworkPath } from './network-paths';

/** A way that is open before or after, by its ends. */
export interface NetworkWay {
  /** Who gets there, such as a path or `internet`. */
  readonly from: string;
  /** What is reached. */
  readonly to: string;
  /** The load balancer that takes it in, where there is one. */
  readonly through?: string;
  /** Such as `443/tcp`; undefined where several are meant. */
  readonly port: string | undefined;
}

/** What a change of networks opens and cuts off. What is not known before or after is in neither list. */
export interface NetworkDifference {
  /** Ways that were not open before: from the internet, and between what is there before and after. */
  readonly opened: readonly NetworkWay[];
  /** Ways that were open before. */
  readonly closed: readonly NetworkWay[];
}

/** What a change opens to the internet or to others, and what it cuts off. */
export function networkDifference(before: readonly AwsNetwork[], after: readonly AwsNetwork[]): NetworkDifference {
  const [was, is] = [statesOf(before), statesOf(after)];
  return { opened: openOnlyHere(is, was), closed: openOnlyHere(was, is) };
}

interface States {
  readonly ways: ReadonlyMap<string, NetworkPath>;
  /** Whether what is not listed is certainly shut. */
  readonly isKnown: boolean;
}

function statesOf(networks: readonly AwsNetwork[]): States {
  const inside = networks.flatMap(networkPaths).filter(({ from }) => from !== 'internet');
  const outside = networks.flatMap((network) => [...exposurePaths(network), ...exposurePaths(network, 'internet6')]);
  return {
    ways: new Map([...inside, ...outside].map((path) => [keyOf(path), path])),
    isKnown: networks.every(({ open }) => open === undefined),
  };
}

function keyOf({ from, to, through = '', port = '' }: NetworkPath): string {
  return [from, to, through, port].join('\n');
}

function openOnlyHere(here: States, there: States): NetworkWay[] {
  return [...here.ways].flatMap(([key, path]) => {
    if (!isOpen(path)) return [];
    const other = there.ways.get(key);
    const wasShut = other ? other.verdict.kind === 'blocked' && !isOpen(other) : isOutside(path.from) && there.isKnown;
    return wasShut ? [wayOf(path)] : [];
  });
}

/** Whether anything gets through. */
function isOpen({ from, verdict }: NetworkPath): boolean {
  // to somebody on the internet is to the internet
  const counts = isOutside(from) && verdict.kind === 'blocked' && verdict.extent === 'may';
  return verdict.kind === 'reachable' || counts;
}

function isOutside(from: string): boolean {
  return from === 'internet' || from === 'internet6';
}

function wayOf({ from, to, through, port }: NetworkPath): NetworkWay {
  return { from, to, ...(through === undefined ? {} : { through }), port };
}
