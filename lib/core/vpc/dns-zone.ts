import { type Listed } from '../values/listed';
import { type Knowable } from '../values/unknown';
import { type Element } from '../values/element';

/** What a name leads to: a host or a balancer by its key, another name, or addresses; none where it has records of ports only. */
export type DnsAnswer =
  | { readonly host: string }
  | { readonly name: string }
  | { readonly addresses: readonly string[] };

/** A name in a zone. */
export interface DnsRecord {
  /** Without the final dot. */
  readonly name: Knowable<string>;
  /** What it leads to. */
  readonly answer: Knowable<DnsAnswer>;
}

/** A private zone: answers in the VPCs that it is associated with, and there it alone. */
export interface DnsZone extends Element {
  /** The domain. */
  readonly name: Knowable<string>;
  /** Keys of the VPCs that it answers in. */
  readonly vpcs: Listed<Knowable<string>>;
  /** Its names. */
  readonly records: Listed<DnsRecord>;
  /** Its names are found by calls of an API only: no resolver answers for them. */
  readonly isWithoutDns?: boolean;
  /** Queries for its names are forwarded to other servers, by a rule of the resolver. */
  readonly isForwarded?: boolean;
}
