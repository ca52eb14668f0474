import { type Element } from '../values/element';
import { type Facts } from '../values/finding';
import { isKnown } from '../values/unknown';
import { type Vpc } from './aws-network';
import { find, type NetworkIndex } from './network-index';
import { PathRecord } from './path-record';
import { type PathResult } from './path-verdict';
import { type Station } from './station';

/**
 * Whether the Amazon DNS server answers in the VPC of a caller at all.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
 */
export function resolverOf(index: NetworkIndex, { vpc: key }: Station, facts: Facts = {}): PathResult {
  const record = new PathRecord();
  const vpc = find(index.vpcs, key);
  if (vpc?.dnsSupport === false) record.stop('dns', 'dns-support-off', vpc, facts);
  return record;
}

/** What keeps names that only a VPC has from resolving in it: private zones, private DNS of endpoints, file systems. */
export type PrivateNames = 'work' | 'off' | { readonly unsureOf: Element };

/**
 * Whether names that only a VPC has resolve in it, where its DNS support is not off.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns-updating.html
 */
export function privateNamesIn(vpc: Vpc): PrivateNames {
  if (vpc.dnsHostnames === false) return 'off';
  const isDecided = isKnown(vpc.dnsHostnames) && isKnown(vpc.dnsSupport);
  if (isDecided && vpc.asksAmazonDns === true) return 'work';
  return { unsureOf: vpc.otherResolvers ?? vpc };
}
