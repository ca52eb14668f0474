import { type BehaviourId } from '../../engine/definition/engine-behaviours';
import { isFalse, isTrue } from '../../engine/definition/driver';
import { OPTION } from '../../engine/definition/driver-option-keys';
import { does, type VersionedEngine } from '../../engine/definition/engine-version';
import { IpAddress } from '../../values/address';
import { nameOf } from '../../engine/definition/docker-reading';
import { optionsOf, atOption } from '../../engine/definition/driver-options';
import { quoted } from '../../values/model-error';
import { defineRule } from '../rule';
import { DOCS } from './sources';
import { known } from '../../values/unknown';

type Reader = (value: string, engine: VersionedEngine) => string | undefined;

const boolean: Reader = (value) => (isTrue(value) || isFalse(value) ? undefined : 'true or false');
const address: Reader = (value) => (IpAddress.tryParse(value) ? undefined : 'an address');
const integer: Reader = (value) => (/^[+-]?\d+$/.test(value) ? undefined : 'an integer');
const integerOf =
  (first: number, last: number, expected: string): Reader =>
  (value) =>
    /^[+-]?\d+$/.test(value) && Number(value) >= first && Number(value) <= last ? undefined : expected;
const since =
  (first: BehaviourId, reader: Reader): Reader =>
  (value, engine) =>
    does(engine, first) ? reader(value, engine) : undefined;

/** Options whose value the engine itself parses, whatever the driver. */
const OF_EVERY_DRIVER: ReadonlyMap<string, Reader> = new Map([
  ['com.docker.network.advertise_addr_nmsgs', since('addresses-advertised', integerOf(0, 3, 'an integer of 0 to 3'))],
  [
    'com.docker.network.advertise_addr_ms',
    since('addresses-advertised', integerOf(100, 2000, 'milliseconds, an integer of 100 to 2000')),
  ],
]);

/** Options of the bridge driver whose value it parses. Before `since` an engine stores the option unread. */
const OF_BRIDGE: ReadonlyMap<string, Reader> = new Map(
  Object.entries({
    [OPTION.masquerade]: boolean,
    [OPTION.icc]: boolean,
    [OPTION.inhibitIpv4]: boolean,
    [OPTION.defaultBridge]: boolean,
    [OPTION.enableIpv6]: boolean,
    [OPTION.enableIpv4]: since('enable-ipv4', boolean),
    [OPTION.hostBinding]: address,
    'com.docker.network.host_ipv4': address,
    'com.docker.network.host_ipv6': since('snat-ipv6-option', address),
    [OPTION.mtu]: integer,
  }),
);

export const driverOptionUnreadable = defineRule<
  'dockerHost',
  { network: string; key: string; value: string; expected: string }
>({
  id: 'driver-option-unreadable',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'driver option with a value of the wrong type',
  why: 'values are texts, and the driver reads booleans, numbers and addresses out of them; an empty text is none of these',
  broken:
    'the engine refuses the network: "failed to parse com.docker.network.bridge.enable_icc value: nope (strconv.ParseBool: ' +
    'parsing "nope": invalid syntax)", for addresses "(nil ip)"; "com.docker.network.advertise_addr_nmsgs must be in the range 0 to 3"',
  fix: 'write true or false, a number, or an address',
  fixFor: ({ expected }) => `write ${expected}, or leave the option out`,
  sources: [DOCS.bridge],
  catalogue: [
    '1.5 enable_ip_masquerade',
    '1.5 enable_icc',
    '1.5 host_binding_ipv4',
    '1.5 mtu',
    '1.5 inhibit_ipv4',
    '1.5 default_bridge',
    '1.5 host_ipv4',
    '1.5 enable_ipv4',
  ],
  explain: ({ network, key, value, expected }) =>
    `option ${key} of network ${network} takes ${expected}, got ${quoted(value)}`,
  *check(host) {
    for (const { network, driver, key, value } of optionsOf(host, () => true)) {
      const text = known(value);
      const reader = OF_EVERY_DRIVER.get(key) ?? (driver.isBridged ? OF_BRIDGE.get(key) : undefined);
      const expected = text === undefined ? undefined : reader?.(text, host.engine);
      if (text === undefined || expected === undefined) continue;
      yield { at: atOption(network, key), facts: { network: nameOf(network), key, value: text, expected } };
    }
  },
});
