import { type Listed } from '../values/listed';
import { type Knowable } from '../values/unknown';
import { type Element } from '../values/element';

/** What a name leads to: a host or a balancer by its key, or addresses. */
export type DnsAnswer = { readonly host: string } | { readonly addresses: readonly string[] };

export interface DnsRecord {
  /** Without the final dot. */
  readonly name: Knowable<string>;
  readonly answer: Knowable<DnsAnswer>;
}

/** A private zone: answers in the VPCs that it is associated with, and there it alone. */
export interface DnsZone extends Element {
  readonly name: Knowable<string>;
  readonly vpcs: Listed<Knowable<string>>;
  readonly records: Listed<DnsRecord>;
}
