import { nameOf, known, optionsOf, atOption } from '../../engine/definition/docker-reading';
import { defineRule } from '../rule';
import { DOCS } from './sources';

const SINCE: ReadonlyMap<string, number> = new Map(
  Object.entries({
    'com.docker.network.bridge.gateway_mode_ipv4': 27,
    'com.docker.network.bridge.gateway_mode_ipv6': 27,
    'com.docker.network.bridge.trusted_host_interfaces': 28,
    'com.docker.network.host_ipv6': 25,
    'com.docker.network.enable_ipv4': 28,
  }),
);
/** Values that came later than their option. */
const VALUE_SINCE: ReadonlyMap<string, number> = new Map(Object.entries({ 'nat-unprotected': 28, isolated: 28 }));

export const driverOptionTooNew = defineRule<
  'dockerHost',
  { network: string; key: string; value: string; since: number; version: number }
>({
  id: 'driver-option-too-new',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'a driver option is there in the version of the engine',
  why: 'an engine stores options that it does not know, so one that came later is no error and has no effect',
  broken: 'the engine accepts the option and ignores it',
  fix: 'use a newer engine, or do without the option',
  sources: [DOCS.bridge, 'https://docs.docker.com/engine/release-notes/28/'],
  catalogue: ['1.5 gateway_mode', '1.5 trusted_host_interfaces', '1.5 host_ipv4', '1.5 enable_ipv4'],
  explain: ({ network, key, value, since, version }) =>
    `option ${key}=${value} of network ${network} came with engine ${since}, this one is ${version}`,
  *check(host) {
    const { version } = host.engine;
    for (const { network, key, value } of optionsOf(host, ['bridge'])) {
      const text = known(value);
      const modeSince = key.includes('.gateway_mode_') ? (VALUE_SINCE.get(text ?? '') ?? 0) : 0;
      const since = Math.max(SINCE.get(key) ?? 0, modeSince);
      if (text === undefined || version >= since) continue;
      yield { at: atOption(network, key), facts: { network: nameOf(network), key, value: text, since, version } };
    }
  },
});
