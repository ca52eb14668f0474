import { type Place } from '../values/place';
import { type Listed } from '../values/listed';
import { isKnown, type Knowable } from '../values/unknown';

/** Who is on the other end of a security group's rule. */
export type TrafficPeer =
  | { readonly kind: 'group'; readonly group: Knowable<string> }
  | {
      readonly kind: 'block';
      readonly block: Knowable<string>;
      /** The address family of the field it stands in. @default - undefined: the field takes both */
      readonly family?: 4 | 6;
    }
  | { readonly kind: 'prefix-list'; readonly list: Knowable<string> };

/** One thing that a security group lets through. */
export interface TrafficRule {
  /** Where it was written. */
  readonly at: Place;
  /** `tcp`, `udp`, `icmp`, a protocol number, or `-1` for all. */
  readonly protocol: Knowable<string>;
  /** First port, or -1 for all; undefined: none is named, which TCP and UDP have to. */
  readonly from: Knowable<number | undefined>;
  /** Last port, inclusive, or -1 for all; undefined: none is named, which TCP and UDP have to. */
  readonly to: Knowable<number | undefined>;
  /** Undefined: none is named, so the rule lets nothing through. */
  readonly peer: TrafficPeer | undefined;
  /** Fields that name a peer, of which one is allowed. @default - undefined: nobody looked */
  readonly peerFields?: readonly string[];
  /** Whether it is written in the group itself, which then waits for the group that it names. @default false */
  readonly isInline?: boolean;
  /** Whether the group is its own peer by a word for itself, as in Terraform, and waits for nothing. @default false */
  readonly isSelf?: boolean;
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

/** The protocol of a rule by its name, in lower case, where it is written as a number too; other numbers stay as they are. */
export function protocolName(protocol: string): string {
  return NAMES.get(protocol) ?? protocol.toLowerCase();
}

/** Whether a protocol has ports that a rule has to name. */
export function hasPorts(protocol: Knowable<string>): boolean {
  return isKnown(protocol) && ['tcp', 'udp'].includes(protocolName(protocol));
}

/** Whether a protocol is ICMP, whose rules name a type and a code in place of ports. */
export function isIcmp(protocol: Knowable<string>): boolean {
  return isKnown(protocol) && protocolName(protocol) === 'icmp';
}

/** Whether a rule names no ports although it has to: then it lets nothing through, and AWS does not even take it. */
function lacksPorts({ protocol, from, to }: TrafficRule): boolean {
  return hasPorts(protocol) && (from === undefined || to === undefined);
}

/** Whether rules let nobody in on any of some ports; false too where those that were seen do not decide it. */
export function admitsNobody(
  { items, complete }: Listed<TrafficRule>,
  ports: readonly [number, number],
  protocol: 'tcp' | 'udp',
): boolean {
  return complete && items.every((rule) => rule.peer === undefined || shareOf(rule, ports, protocol) === 'none');
}

/** What a rule lets through, such as `443/tcp`. */
export function portsOf({ protocol: spoken, from, to }: TrafficRule): string {
  if (!isKnown(spoken)) return 'something that is not known';
  if (spoken === '-1') return 'everything';
  const protocol = protocolName(spoken);
  if (!hasPorts(spoken) || from === undefined || to === undefined) return protocol;
  if (!isKnown(from) || !isKnown(to)) return `${protocol} ports that are not known`;
  return from === to ? `${from}/${protocol}` : `${from}-${to}/${protocol}`;
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
  rule: TrafficRule,
  peers: readonly string[],
  ports: readonly [number, number],
  protocol: 'tcp' | 'udp',
): boolean | undefined {
  const [fits, share] = [peerFits(rule.peer, peers), shareOf(rule, ports, protocol)];
  if (fits === false || share === 'none') return false;
  return share === 'all' ? fits : undefined;
}

/** Whether a rule is about all, some or none of these ports, whatever its peer is; undefined where that is not known. */
export function shareOf(
  rule: TrafficRule,
  [first, last]: readonly [number, number],
  protocol: 'tcp' | 'udp',
): 'all' | 'some' | 'none' | undefined {
  const { protocol: spoken, from = 0, to = 65535 } = rule;
  if (lacksPorts(rule)) return 'none';
  if (!isKnown(spoken)) return undefined;
  if (spoken === '-1') return 'all';
  if (protocolName(spoken) !== protocol) return 'none';
  // -1 stands for every port
  const [lowest, highest] = [from === -1 ? 0 : from, to === -1 ? 65535 : to];
  if ((isKnown(highest) && highest < first) || (isKnown(lowest) && lowest > last)) return 'none';
  if (!isKnown(lowest) || !isKnown(highest)) return undefined;
  return lowest <= first && highest >= last ? 'all' : 'some';
}

/**
 * Whether rules let anything at all through to or from a peer, on whatever port.
 *
 * @returns undefined where the rules that were seen do not decide it
 */
export function letsAnything(rules: Listed<TrafficRule>, peers: readonly string[]): boolean | undefined {
  return anyOf(rules, ({ peer }) => peerFits(peer, peers));
}

/** Whether a rule is for nobody: the CDK writes an address that nobody has for a group that is to let nothing out. */
export function isNobody(peer: TrafficPeer | undefined): boolean {
  return peer === undefined || (peer.kind === 'block' && peer.block === '255.255.255.255/32');
}

function peerFits(peer: TrafficPeer | undefined, peers: readonly string[]): boolean | undefined {
  if (peer === undefined) return false;
  if (peer.kind === 'group') return isKnown(peer.group) ? peers.includes(peer.group) : undefined;
  if (peer.kind !== 'block') return undefined;
  if (peer.block === '0.0.0.0/0') return true;
  if (isNobody(peer)) return false;
  // whether another block holds the peer is a question of subnets
  return undefined;
}

/** @see https://www.iana.org/assignments/protocol-numbers/protocol-numbers.xhtml */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['1', 'icmp'],
  ['6', 'tcp'],
  ['17', 'udp'],
]);
