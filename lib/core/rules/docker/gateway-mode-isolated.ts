import { does } from '../../engine/definition/engine-version';
import { nameOf } from '../../engine/definition/docker-reading';
import { OPTION } from '../../engine/definition/driver-option-keys';
import { optionsOf, atOption } from '../../engine/definition/driver-options';
import { defineRule } from '../rule';

export const gatewayModeIsolated = defineRule<'dockerHost', { network: string }>({
  id: 'gateway-mode-isolated',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'gateway mode isolated on a network that is not internal',
  why: 'it takes the address of the bridge away, and with it the way out that other networks have',
  broken: `the engine refuses it: "gateway mode 'isolated' can only be used for an internal network"`,
  fix: 'make the network internal, or use another gateway mode',
  sources: ['https://docs.docker.com/engine/network/packet-filtering-firewalls/#gateway-modes'],
  catalogue: ['1.5 gateway_mode'],
  explain: ({ network }) => `network ${network} has gateway mode isolated, but is not internal`,
  *check(host) {
    if (!does(host.engine, 'gateway-mode-isolated')) return;
    for (const { network, key, value } of optionsOf(host, ({ isBridged }) => isBridged)) {
      if (key !== OPTION.gatewayMode4 && key !== OPTION.gatewayMode6) continue;
      if (value !== 'isolated' || network.internal !== false) continue;
      yield { at: atOption(network, key), facts: { network: nameOf(network) } };
    }
  },
});
