import { Cidr, IpAddress } from '../../values/address';
import { does, type VersionedEngine } from '../../engine/definition/engine-version';
import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

const LINK_LOCAL = Cidr.parse('fe80::/64');
const MULTICAST = Cidr.parse('ff00::/8');

export const defaultBridgeIpv6SubnetUnusable = defineRule<'dockerHost', { subnet: string; because: string }>({
  id: 'default-bridge-ipv6-subnet-unusable',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'IPv6 subnet of the default bridge that the daemon refuses',
  why: 'containers on the default bridge get their addresses from it, and fe80::/64 is on every link already',
  broken:
    'the daemon does not start: "invalid fixed-cidr-v6: \'10.3.4.5/24\' is not a valid IPv6 subnet"; since 27 as well for ' +
    'multicast and for a part of fe80::/64: "clashes with the Link-Local prefix"',
  fix: 'use a subnet of fd00::/8 that nothing else uses, such as fd00:17::/64',
  sources: ['https://docs.docker.com/engine/network/drivers/bridge/#use-ipv6-with-the-default-bridge-network'],
  catalogue: ['1.4 fixed-cidr-v6'],
  explain: ({ subnet, because }) => `fixed-cidr-v6 of the daemon is ${quoted(subnet)}, which ${because}`,
  *check(host) {
    const subnet = host.engine.defaultBridge?.subnet6 ?? '';
    const because = subnet === '' ? undefined : faultOf(subnet, host.engine);
    if (because !== undefined) yield { at: atField(host.at, 'fixed-cidr-v6'), facts: { subnet, because } };
  },
});

function faultOf(text: string, engine: VersionedEngine): string | undefined {
  const subnet = Cidr.around(text);
  const address = IpAddress.tryParse(text.split('/')[0] ?? '');
  if (!subnet || address?.unmapped.family !== 6) return 'is no subnet of IPv6';
  if (!does(engine, 'fixed-cidr-v6-checked')) return undefined;
  if (MULTICAST.overlaps(subnet)) return 'is of multicast';
  const isWhole = subnet.toString() === LINK_LOCAL.toString();
  return LINK_LOCAL.overlaps(subnet) && !isWhole ? 'overlaps fe80::/64 without being it' : undefined;
}
