import { behaviourOf, type BehaviourId } from '../../engine/definition/engine-behaviours';
import { OPTION } from '../../engine/definition/driver-option-keys';
import { does } from '../../engine/definition/engine-version';
import { nameOf } from '../../engine/definition/docker-reading';
import { optionsOf, atOption } from '../../engine/definition/driver-options';
import { defineRule } from '../rule';
import { DOCS } from './sources';
import { known } from '../../values/unknown';

const SINCE: ReadonlyMap<string, BehaviourId> = new Map(
  Object.entries({
    [OPTION.gatewayMode4]: 'gateway-modes',
    [OPTION.gatewayMode6]: 'gateway-modes',
    [OPTION.trustedInterfaces]: 'trusted-interfaces',
    'com.docker.network.host_ipv6': 'snat-ipv6-option',
    [OPTION.enableIpv4]: 'enable-ipv4',
    'com.docker.network.advertise_addr_nmsgs': 'addresses-advertised',
    'com.docker.network.advertise_addr_ms': 'addresses-advertised',
  }),
);
/** Values that came later than their option. */
const VALUE_SINCE: ReadonlyMap<string, BehaviourId> = new Map([
  ['nat-unprotected', 'gateway-mode-isolated'],
  ['isolated', 'gateway-mode-isolated'],
]);

export const driverOptionTooNew = defineRule<
  'dockerHost',
  { network: string; key: string; value: string; since: string; version: number | string }
>({
  id: 'driver-option-too-new',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'driver option that the engine is too old for',
  why: 'an engine stores options that it does not know, so one that came later is no error and has no effect',
  broken: 'the engine accepts the option and ignores it',
  fix: 'use a newer engine, or do without the option',
  sources: [DOCS.bridge, 'https://docs.docker.com/engine/release-notes/28/'],
  catalogue: ['1.5 gateway_mode', '1.5 trusted_host_interfaces', '1.5 host_ipv4', '1.5 enable_ipv4'],
  explain: ({ network, key, value, since, version }) =>
    `option ${key}=${value} of network ${network} needs engine ${since}; this one is ${version}`,
  *check(host) {
    const { version } = host.engine;
    for (const { network, key, value } of optionsOf(host, ({ isBridged }) => isBridged)) {
      const text = known(value);
      const mode = key === OPTION.gatewayMode4 || key === OPTION.gatewayMode6 ? VALUE_SINCE.get(text ?? '') : undefined;
      const behaviour = mode ?? SINCE.get(key);
      if (text === undefined || !behaviour || does(host.engine, behaviour)) continue;
      const { since } = behaviourOf(behaviour);
      yield { at: atOption(network, key), facts: { network: nameOf(network), key, value: text, since, version } };
    }
  },
});
