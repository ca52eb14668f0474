import { nameOf } from '../../engine/definition/docker-reading';
import { OPTION } from '../../engine/definition/driver-option-keys';
import { optionsOf, atOption } from '../../engine/definition/driver-options';
import { quoted } from '../../values/model-error';
import { defineRule } from '../rule';
import { interfaceNameFault } from './interface-name';
import { DOCS } from './sources';
import { known } from '../../values/unknown';

export const bridgeNameInvalid = defineRule<'dockerHost', { network: string; name: string; reason: string }>({
  id: 'bridge-name-invalid',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'bridge name that no interface can have',
  why: 'Linux takes up to 15 bytes, no blank and no slash, and lo is the loopback interface',
  broken:
    'the engine refuses the network: "failed to check bridge interface existence: numerical result out of range" (too long), ' +
    '"invalid argument" (blank or slash), "existing interface lo is not a bridge"',
  fix: 'use up to 15 letters, digits and dashes, or leave the name out',
  sources: [DOCS.bridge],
  catalogue: ['1.5 bridge.name'],
  explain: ({ network, name, reason }) =>
    `the bridge of network ${network} cannot be called ${quoted(name)}: ${reason}`,
  *check(host) {
    for (const { network, key, value } of optionsOf(host, ({ isBridged }) => isBridged)) {
      const name = known(value);
      if (key !== OPTION.bridgeName || name === undefined) continue;
      const reason = invalidity(name);
      if (reason === undefined) continue;
      yield { at: atOption(network, key), facts: { network: nameOf(network), name, reason } };
    }
  },
});

function invalidity(name: string): string | undefined {
  return name === 'lo' ? 'that is the loopback interface' : interfaceNameFault(name);
}
