import { does } from '../../engine/definition/engine-version';
import { nameOf, createdNetworks } from '../../engine/definition/docker-reading';
import { subnetOf, isIpamReadable } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const ipv6WithoutSubnet = defineRule<'dockerHost', { network: string; version: number | string }>({
  id: 'ipv6-without-subnet',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'IPv6 network without an IPv6 subnet before engine 27',
  why: 'older engines have no IPv6 addresses of their own to choose from; 27 and later take a random private prefix',
  broken:
    'engines before 27 refuse it: "could not find an available, non-overlapping IPv6 address pool among the defaults to ' +
    'assign to the network"',
  fix: 'give the network an IPv6 subnet, such as fd00:77::/64',
  sources: ['https://docs.docker.com/engine/daemon/ipv6/'],
  catalogue: ['1.1 ipv6'],
  explain: ({ network, version }) =>
    `network ${network} has IPv6 but no IPv6 subnet, and engine ${version} chooses none`,
  *check(host) {
    const { version } = host.engine;
    if (does(host.engine, 'ipv6-subnets-chosen')) return;
    for (const network of createdNetworks(host)) {
      if (network.ipv6 !== true || !isIpamReadable(network)) continue;
      if (network.ipam.items.some((block) => subnetOf(block)?.family === 6)) continue;
      yield { at: atField(network.at, 'ipv6'), facts: { network: nameOf(network), version } };
    }
  },
});
