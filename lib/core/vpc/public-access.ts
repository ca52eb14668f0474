import { isKnown } from '../values/unknown';
import { type PublicAccessExclusion, type Subnet } from './aws-network';
import { type NetworkIndex } from './network-index';
import { type PathRecord } from './path-record';

/**
 * What VPC Block Public Access makes of packets, where the template sets it: `egress` through a NAT or an egress-only
 * gateway, `direct` out of an interface by the internet gateway, `ingress` what comes in by it.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
 */
export function checkPublicAccess(
  record: PathRecord,
  index: NetworkIndex,
  subnet: Subnet,
  way: 'egress' | 'direct' | 'ingress',
  client: Subnet = subnet,
): void {
  const { publicAccessBlocks, publicAccessExclusions } = index.network;
  for (const block of publicAccessBlocks) {
    if (!isKnown(block.mode)) {
      record.lack('bpa', block, block.mode.why);
      continue;
    }
    if (block.mode === 'off' || (block.mode === 'ingress' && way === 'egress')) continue;
    const verdicts = publicAccessExclusions.map((exclusion) => excludes(exclusion, [subnet, client], way));
    if (verdicts.includes(true)) continue;
    if (verdicts.includes(undefined)) record.lack('bpa', block, 'which part of the network is excluded is not known');
    else record.stop('bpa', 'public-access-blocked', block, { mode: block.mode });
  }
}

function excludes(
  { vpc, subnet, mode }: PublicAccessExclusion,
  subnets: readonly Subnet[],
  way: 'egress' | 'direct' | 'ingress',
): boolean | undefined {
  const named = subnet ?? vpc;
  if (!isKnown(mode) || named === undefined || !isKnown(named)) return undefined;
  const holds = subnets.some((one) => (subnet === undefined ? one.vpc === named : one.key === named));
  return holds && (mode === 'bidirectional' || way !== 'ingress');
}
