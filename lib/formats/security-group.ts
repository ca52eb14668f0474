import { type Knowable, type Listed, type Place } from '../core';

/** Who is on the other end of a rule. */
export type Peer =
  | { readonly kind: 'group'; readonly group: Knowable<string> }
  | { readonly kind: 'block'; readonly block: Knowable<string> }
  | { readonly kind: 'prefix-list'; readonly list: Knowable<string> };

/** One thing that a security group lets through. */
export interface SecurityGroupRule {
  readonly at: Place;
  /** `tcp`, `udp`, `icmp`, a protocol number, or `-1` for all. */
  readonly protocol: Knowable<string>;
  /** First port; undefined: all. */
  readonly from: Knowable<number | undefined>;
  /** Last port, inclusive; undefined: all. */
  readonly to: Knowable<number | undefined>;
  /** Undefined: none is named, so the rule lets nothing through. */
  readonly peer: Peer | undefined;
}

/** A security group with the rules that were seen, its own and those of separate resources. */
export interface SecurityGroup {
  readonly at: Place;
  /** By which services, instances and load balancers name it. */
  readonly key: string;
  readonly ingress: Listed<SecurityGroupRule>;
  /** Everything goes out while no rule is given. */
  readonly egress: Listed<SecurityGroupRule> | undefined;
}
