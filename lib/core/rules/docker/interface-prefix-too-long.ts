import { bytesOf, nameOf } from '../../engine/definition/docker-reading';
import { OPTION } from '../../engine/definition/driver-option-keys';
import { optionsOf, atOption } from '../../engine/definition/driver-options';
import { quoted } from '../../values/model-error';
import { defineRule } from '../rule';
import { DOCS } from './sources';
import { known } from '../../values/unknown';

export const interfacePrefixTooLong = defineRule<'dockerHost', { network: string; prefix: string }>({
  id: 'interface-prefix-too-long',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'interface name prefix that leaves no room for a number',
  why: 'Linux takes interface names of up to 15 bytes, the number at the end included',
  broken:
    'the network is created and no container starts: "error renaming interface "veth…" to "…0": numerical result out of range"',
  fix: 'use a prefix of up to 13 bytes, such as one of 13 letters',
  sources: [DOCS.bridge],
  catalogue: ['1.5 container_iface_prefix'],
  explain: ({ network, prefix }) =>
    `interface prefix ${quoted(prefix)} of network ${network} is too long: names of interfaces have up to 15 bytes, the number behind the prefix included`,
  *check(host) {
    for (const { network, key, value } of optionsOf(host, ({ isBridged }) => isBridged)) {
      const prefix = known(value);
      if (key !== OPTION.interfacePrefix || prefix === undefined || bytesOf(prefix) <= 14) continue;
      yield { at: atOption(network, key), facts: { network: nameOf(network), prefix } };
    }
  },
});
