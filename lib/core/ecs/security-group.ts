import { type Place } from '../values/place';
import { type Listed } from '../values/listed';
import { isKnown, type Knowable } from '../values/unknown';

/** Who is on the other end of a security group's rule. */
export type TrafficPeer =
  | { readonly kind: 'group'; readonly group: Knowable<string> }
  | { readonly kind: 'block'; readonly block: Knowable<string> }
  | { readonly kind: 'prefix-list'; readonly list: Knowable<string> };

/** One thing that a security group lets through. */
export interface TrafficRule {
  /** Where it was written. */
  readonly at: Place;
  /** `tcp`, `udp`, `icmp`, a protocol number, or `-1` for all. */
  readonly protocol: Knowable<string>;
  /** First port; undefined: all. */
  readonly from: Knowable<number | undefined>;
  /** Last port, inclusive; undefined: all. */
  readonly to: Knowable<number | undefined>;
  /** Undefined: none is named, so the rule lets nothing through. */
  readonly peer: TrafficPeer | undefined;
}

/** A security group with all the rules that were seen, its own and those of separate resources. */
export interface TrafficFilter {
  /** Where it was defined. */
  readonly at: Place;
  /** By which services, instances and load balancers name it. */
  readonly key: string;
  /** The VPC it belongs to. @default - undefined: nobody looked, or nothing says so */
  readonly vpc?: Knowable<string> | undefined;
  /** What is let in. */
  readonly ingress: Listed<TrafficRule>;
  /** @default - undefined: no rule is given, and then everything goes out */
  readonly egress?: Listed<TrafficRule> | undefined;
}

/**
 * Whether a group admits a peer on one of some ports.
 *
 * @returns true, false, or undefined where the rules that were seen do not decide it
 */
export function admits(
  filter: TrafficFilter,
  peers: readonly string[],
  ports: readonly [number, number],
  protocol: 'tcp' | 'udp',
): boolean | undefined {
  return anyOf(filter.ingress, (rule) => ruleAdmits(rule, peers, ports, protocol));
}

/** Whether one of the rules does it; undefined where those that were seen do not decide it. */
function anyOf(
  { items, complete }: Listed<TrafficRule>,
  judge: (rule: TrafficRule) => boolean | undefined,
): boolean | undefined {
  let open: false | undefined = complete ? false : undefined;
  for (const rule of items) {
    const verdict = judge(rule);
    if (verdict) return true;
    if (verdict === undefined) open = undefined;
  }
  return open;
}

function ruleAdmits(
  { protocol: spoken, from = 0, to = 65535, peer }: TrafficRule,
  peers: readonly string[],
  [first, last]: readonly [number, number],
  protocol: 'tcp' | 'udp',
): boolean | undefined {
  if (peer === undefined) return false;
  if (typeof spoken === 'string' && spoken !== '-1' && spoken !== protocol && spoken !== PROTOCOL_NUMBERS[protocol])
    return false;
  const everyPort = spoken === '-1';
  if (!everyPort && typeof to === 'number' && to !== -1 && to < first) return false;
  if (!everyPort && typeof from === 'number' && from > last) return false;
  if (peer.kind !== 'group') return undefined; // whether an address block holds the peer is a question of subnets
  if (typeof peer.group !== 'string') return undefined;
  if (!peers.includes(peer.group)) return false;
  return typeof spoken === 'string' && (everyPort || (typeof from === 'number' && typeof to === 'number'))
    ? true
    : undefined;
}

/**
 * Whether rules let all of some ports through to or from a peer.
 *
 * @returns undefined where the rules that were seen do not decide it, or decide a part of the ports only
 */
export function covers(
  rules: Listed<TrafficRule>,
  peers: readonly string[],
  ports: readonly [number, number],
  protocol: 'tcp' | 'udp',
): boolean | undefined {
  return anyOf(rules, (rule) => ruleCovers(rule, peers, ports, protocol));
}

function ruleCovers(
  { protocol: spoken, from = 0, to = 65535, peer }: TrafficRule,
  peers: readonly string[],
  [first, last]: readonly [number, number],
  protocol: 'tcp' | 'udp',
): boolean | undefined {
  const fits = peerFits(peer, peers);
  if (fits === false) return false;
  if (!isKnown(spoken)) return undefined;
  if (spoken === '-1') return fits;
  if (spoken !== protocol && spoken !== PROTOCOL_NUMBERS[protocol]) return false;
  if (!isKnown(from) || !isKnown(to)) return undefined;
  // -1 stands for every port
  const [lowest, highest] = [from === -1 ? 0 : from, to === -1 ? 65535 : to];
  if (highest < first || lowest > last) return false;
  return lowest <= first && highest >= last ? fits : undefined;
}

/**
 * Whether rules let anything at all through to or from a peer, on whatever port.
 *
 * @returns undefined where the rules that were seen do not decide it
 */
export function letsAnything(rules: Listed<TrafficRule>, peers: readonly string[]): boolean | undefined {
  return anyOf(rules, ({ peer }) => peerFits(peer, peers));
}

function peerFits(peer: TrafficPeer | undefined, peers: readonly string[]): boolean | undefined {
  if (peer === undefined) return false;
  if (peer.kind === 'group') return isKnown(peer.group) ? peers.includes(peer.group) : undefined;
  if (peer.kind !== 'block') return undefined;
  if (peer.block === '0.0.0.0/0') return true;
  // nobody has this address; the CDK writes it for a group that is to let nothing out
  if (peer.block === '255.255.255.255/32') return false;
  // whether another block holds the peer is a question of subnets
  return undefined;
}

const PROTOCOL_NUMBERS = { tcp: '6', udp: '17' } as const;
