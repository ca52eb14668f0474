import { hasDriver } from '../../engine/definition/driver';
import { does } from '../../engine/definition/engine-version';
import { nameOf, createdNetworks } from '../../engine/definition/docker-reading';
import { subnetOf, isIpamReadable } from '../../engine/definition/ipam';
import { defineRule } from '../rule';
import { PROVIDER } from './sources';

export const ipamReadBackDiffers = defineRule<'dockerHost', { network: string; missing: string }>({
  id: 'ipam-read-back-differs',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'network whose gateway or subnet Terraform reads back as a change',
  why: 'the engine fills in what is missing, and every difference makes the provider replace the network',
  broken:
    'inspect lists an address that the configuration lacks (a gateway on 29, an IPv4 block on every engine): the plan is never empty',
  fix: 'give each IPAM block its gateway, and a network with IPv6 an IPv4 block as well',
  sources: [`${PROVIDER}/issues/54`, 'https://github.com/hashicorp/terraform-provider-docker/issues/279'],
  catalogue: ['1.1 inspect gateway', '5.4 ipam_config without gateway'],
  explain: ({ network, missing }) =>
    `the engine adds ${missing} to network ${network}, which Terraform sees as a change`,
  *check(host) {
    if (host.terraform === false) return;
    for (const network of createdNetworks(host)) {
      if (
        network.ipam.items.length === 0 ||
        !isIpamReadable(network) ||
        !hasDriver(network, ({ isBridged }) => isBridged)
      )
        continue;
      for (const block of does(host.engine, 'gateway-read-back') ? network.ipam.items : []) {
        if (block.gateway !== undefined) continue;
        yield { at: block.at, facts: { network: nameOf(network), missing: 'a gateway' } };
      }
      if (network.ipv6 !== true) continue; // another rule says that an IPv6 block is not used
      const families = network.ipam.items.map((block) => subnetOf(block)?.family);
      if (!families.includes(4))
        yield { at: network.at, facts: { network: nameOf(network), missing: 'an IPv4 block' } };
      if (!families.includes(6) && does(host.engine, 'ipv6-subnets-chosen')) {
        yield { at: network.at, facts: { network: nameOf(network), missing: 'an IPv6 block' } };
      }
    }
  },
});
