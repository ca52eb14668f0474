import { does } from '../../engine/definition/engine-version';
import { nameOf } from '../../engine/definition/docker-reading';
import { OPTION } from '../../engine/definition/driver-option-keys';
import { optionsOf, atOption } from '../../engine/definition/driver-options';
import { quoted } from '../../values/model-error';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

const MODES = ['nat', 'routed', 'nat-unprotected', 'isolated'];

export const gatewayModeUnknown = defineRule<'dockerHost', { network: string; mode: string }>({
  id: 'gateway-mode-unknown',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'gateway mode that does not exist',
  why: 'these are the ways in which the bridge driver lets packets in and out',
  broken:
    'engines from 27 on refuse it: "failed to parse com.docker.network.bridge.gateway_mode_ipv4 value: nope (unknown gateway ' +
    'mode nope)"; older ones ignore the option',
  fix: 'use one of nat, routed, nat-unprotected and isolated',
  sources: ['https://docs.docker.com/engine/network/packet-filtering-firewalls/#gateway-modes'],
  catalogue: ['1.5 gateway_mode'],
  explain: ({ network, mode }) => `network ${network} has no gateway mode ${quoted(mode)}`,
  *check(host) {
    if (!does(host.engine, 'gateway-modes')) return; // another rule says that the option is ignored
    for (const { network, key, value } of optionsOf(host, ({ isBridged }) => isBridged)) {
      const mode = known(value);
      if (key !== OPTION.gatewayMode4 && key !== OPTION.gatewayMode6) continue;
      if (mode === undefined || MODES.includes(mode)) continue;
      yield { at: atOption(network, key), facts: { network: nameOf(network), mode } };
    }
  },
});
