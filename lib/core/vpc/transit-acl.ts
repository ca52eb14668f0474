import { type Addresses } from './addresses';
import { type Subnet, type TransitAttachment } from './aws-network';
import { type Flow } from './flow';
import { find, sameZone, type NetworkIndex } from './network-index';
import { PathRecord } from './path-record';
import { combined, type PathResult } from './path-verdict';
import { type Station } from './station';
import { passAcl } from './subnet-acl';
import { type TransitWay } from './transit';

/** Packets that pass a transit gateway, from one VPC to another one. */
export interface TransitPackets {
  readonly from: Pick<Station, 'subnet'>;
  readonly to: Pick<Station, 'subnet' | 'vpc'>;
  readonly source: Addresses;
  readonly destination: Addresses;
  readonly flow: Flow;
}

/** What an ACL that shuts is called, where packets come into a subnet and where they leave it. */
export type AclKinds = readonly ['nacl-in' | 'nacl-return', 'nacl-out' | 'nacl-return'];

const ANSWERS: AclKinds = ['nacl-return', 'nacl-return'];

/**
 * The network ACLs of the subnets that the attachments stand in: incoming entries filter what goes to the gateway, outgoing
 * ones what comes from it. An interface beside the attachment gets packets from the gateway unfiltered.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
 */
export function passAttachments(
  record: PathRecord,
  index: NetworkIndex,
  { here, there }: TransitWay,
  packets: TransitPackets,
  kinds: AclKinds = ANSWERS,
): void {
  enterAttachment(record, index, here, packets, kinds);
  const { to } = packets;
  const ways = subnetsNear(index, there, packets.from).map((subnet): PathResult => {
    const way = new PathRecord();
    if (subnet === to.subnet) return way;
    passAcl(way, index, { subnet, vpc: subnet.vpc }, 'egress', packets.destination, packets.flow, kinds[1]);
    passAcl(way, index, to, 'ingress', packets.source, packets.flow, kinds[0]);
    return way;
  });
  if (ways.length > 0) record.add(combined(ways));
  else record.lack('route', there, 'its subnets are not in sight');
}

/** Into the gateway, by the subnet of an attachment in the zone that the packets come from. */
export function enterAttachment(
  record: PathRecord,
  index: NetworkIndex,
  attachment: TransitAttachment,
  { from, source, flow }: Pick<TransitPackets, 'from' | 'source' | 'flow'>,
  [kind]: AclKinds = ANSWERS,
): void {
  const ways = subnetsNear(index, attachment, from).map((subnet): PathResult => {
    const way = new PathRecord();
    passAcl(way, index, { subnet, vpc: subnet.vpc }, 'ingress', source, flow, kind);
    return way;
  });
  if (ways.length > 0) record.add(combined(ways));
  else record.lack('route', attachment, 'its subnets are not in sight');
}

/** Packets stay in their zone where an attachment has a subnet there. */
function subnetsNear(
  index: NetworkIndex,
  { subnets }: TransitAttachment,
  { subnet: origin }: Pick<Station, 'subnet'>,
): readonly Subnet[] {
  const all = subnets.items.map((key) => find(index.subnets, key)).filter((subnet) => subnet !== undefined);
  const near = all.filter(({ zone }) => origin !== undefined && sameZone(zone, origin.zone) === true);
  return near.length > 0 ? near : all;
}
