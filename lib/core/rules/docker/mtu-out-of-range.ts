import { nameOf } from '../../engine/definition/docker-reading';
import { OPTION } from '../../engine/definition/driver-option-keys';
import { optionsOf, atOption } from '../../engine/definition/driver-options';
import { defineRule } from '../rule';
import { DOCS } from './sources';
import { known } from '../../values/unknown';

export const mtuOutOfRange = defineRule<'dockerHost', { network: string; mtu: number }>({
  id: 'mtu-out-of-range',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'MTU outside of 68 to 65535 bytes',
  why: 'IPv4 needs packets of 68 bytes and has none longer than 65535; 0 means the default of 1500',
  broken:
    'negative: "invalid MTU number: -5"; otherwise 20.10 creates the network and no container starts ("failed to set MTU on ' +
    'host interface veth…: invalid argument"), 29 refuses the network: "invalid argument"',
  fix: 'use a number of 68 to 65535, such as 1450 inside of a VPN, or leave it out',
  sources: [DOCS.bridge],
  catalogue: ['1.5 mtu'],
  explain: ({ network, mtu }) => `network ${network} cannot have an MTU of ${mtu} bytes`,
  *check(host) {
    for (const { network, key, value } of optionsOf(host, ({ isBridged }) => isBridged)) {
      const text = known(value) ?? '';
      if (key !== OPTION.mtu || !/^[+-]?\d+$/.test(text)) continue;
      const mtu = Number(text);
      if (mtu === 0 || (mtu >= 68 && mtu <= 65535)) continue;
      yield { at: atOption(network, key), facts: { network: nameOf(network), mtu } };
    }
  },
});
