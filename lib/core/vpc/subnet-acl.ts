import { isKnown } from '../values/unknown';
import { type Addresses } from './addresses';
import { type NetworkAcl, type Subnet } from './aws-network';
import { atAcl } from './filters';
import { portFacts, type Flow } from './flow';
import { find, type NetworkIndex } from './network-index';
import { type PathRecord } from './path-record';
import { type Station } from './station';

/** The ACL of a subnet: what its association says, or the default one of the VPC, which lets all through. */
export function passAcl(
  record: PathRecord,
  index: NetworkIndex,
  station: Pick<Station, 'subnet' | 'vpc'>,
  direction: 'ingress' | 'egress',
  addresses: Addresses,
  flow: Flow,
  kind: 'nacl-in' | 'nacl-out' | 'nacl-return',
): void {
  const { subnet } = station;
  // a subnet that is not in sight is reported with its routes
  if (!subnet) return;
  const acl = aclOf(index, subnet);
  if (acl === 'open') return;
  if (acl === undefined) {
    record.lack(kind, subnet, 'its network ACL is not in sight');
    return;
  }
  record.decide(atAcl(acl, direction, addresses, flow.ports, flow.protocol), {
    step: kind === 'nacl-return' ? 'acl-return' : kind === 'nacl-in' ? 'acl-in' : 'acl-out',
    kind,
    reason: kind === 'nacl-return' ? 'acl-denies-answers' : 'acl-denies',
    element: acl,
    facts: { ...portFacts(flow), direction, subnet: subnet.key },
    why: 'its entries are not all known',
  });
}

/** Undefined: not in sight. */
export function aclOf(index: NetworkIndex, subnet: Subnet): NetworkAcl | 'open' | undefined {
  let known = ACLS.get(index);
  if (!known) ACLS.set(index, (known = new Map<Subnet, NetworkAcl | 'open' | undefined>()));
  const acl = known.get(subnet);
  if (acl !== undefined) return acl;
  const found = lookUp(index, subnet);
  known.set(subnet, found);
  return found;
}

const ACLS = new WeakMap<NetworkIndex, Map<Subnet, NetworkAcl | 'open' | undefined>>();

function lookUp(index: NetworkIndex, { acl, vpc }: Subnet): NetworkAcl | 'open' | undefined {
  if (acl !== undefined) return find(index.acls, acl);
  if (!isKnown(vpc) || !index.vpcs.has(vpc)) return undefined;
  return index.acls.get(`${vpc}.DefaultNetworkAcl`) ?? 'open';
}
