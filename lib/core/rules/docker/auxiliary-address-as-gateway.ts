import { hasDriver } from '../../engine/definition/driver';
import { does } from '../../engine/definition/engine-version';
import { nameOf, createdNetworks } from '../../engine/definition/docker-reading';
import { otherGatewayKey, subnetsOf } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const auxiliaryAddressAsGateway = defineRule<'dockerHost', { network: string; key: string; address: string }>({
  id: 'auxiliary-address-as-gateway',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'auxiliary address called like the default gateway',
  why: 'the bridge driver takes one called DefaultGatewayIPv4 or DefaultGatewayIPv6 for the default route of the containers, while the bridge keeps the gateway',
  broken:
    'what leaves the network goes to that address, which no container can have: where nothing else answers there, the ' +
    'containers reach neither the host nor anything beyond; 29 refuses it on an internal network: "no gateway can be set on ' +
    'an internal bridge network"',
  fix: 'call the address something else, or see to it that a router on the bridge has it',
  sources: ['https://github.com/moby/moby/blob/v28.0.0/libnetwork/drivers/bridge/bridge_linux.go'],
  catalogue: ['1.3 aux DefaultGateway'],
  explain: ({ network, key, address }) =>
    `containers on network ${network} use auxiliary address ${key} (${address}) as their default gateway`,
  *check(host) {
    for (const network of createdNetworks(host)) {
      if (!hasDriver(network, ({ isBridged }) => isBridged)) continue;
      for (const { block, cidr, auxiliary } of subnetsOf(network, host.engine)) {
        if (cidr.family === 6 && network.ipv6 !== true) continue;
        const one = auxiliary.find(({ key }) => key === otherGatewayKey(cidr));
        if (!one) continue;
        yield {
          at: atField(atField(block.at, 'auxiliary'), one.key),
          facts: { network: nameOf(network), key: one.key, address: one.address.toString() },
          effect:
            network.internal === true && does(host.engine, 'auxiliary-gateway-refused')
              ? 'cannot deploy'
              : 'may go wrong',
        };
      }
    }
  },
});
