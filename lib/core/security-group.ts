import { type Place } from './place';
import { type Listed } from './task';
import { type Knowable } from './unknown';

/** Who is on the other end of a security group's rule. */
export type TrafficPeer =
  | { readonly kind: 'group'; readonly group: Knowable<string> }
  | { readonly kind: 'block'; readonly block: Knowable<string> }
  | { readonly kind: 'prefix-list'; readonly list: Knowable<string> };

/** One thing that a security group lets through. */
export interface TrafficRule {
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

/** A security group with all the incoming rules that were seen, its own and those of separate resources. */
export interface TrafficFilter {
  readonly at: Place;
  /** By which services, instances and load balancers name it. */
  readonly key: string;
  readonly ingress: Listed<TrafficRule>;
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
  let open: boolean | undefined = filter.ingress.complete ? false : undefined;
  for (const rule of filter.ingress.items) {
    const verdict = ruleAdmits(rule, peers, ports, protocol);
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

const PROTOCOL_NUMBERS = { tcp: '6', udp: '17' } as const;
