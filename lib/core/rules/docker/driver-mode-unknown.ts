import { does } from '../../engine/definition/engine-version';
import { nameOf, known, optionsOf, atOption } from '../../engine/definition/docker-reading';
import { quoted } from '../../values/model-error';
import { defineRule } from '../rule';
import { knownOr } from '../../values/unknown';

/** By driver and option. */
const CHOICES: ReadonlyMap<string, readonly string[]> = new Map([
  ['macvlan macvlan_mode', ['', 'bridge', 'private', 'vepa', 'passthru']],
  ['ipvlan ipvlan_mode', ['', 'l2', 'l3', 'l3s']],
  ['ipvlan ipvlan_flag', ['', 'bridge', 'private', 'vepa']],
]);

export const driverModeUnknown = defineRule<
  'dockerHost',
  { network: string; key: string; value: string; choices: string[] }
>({
  id: 'driver-mode-unknown',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'macvlan or ipvlan mode that the driver does not have',
  why: 'the mode says how containers reach each other and the wire; l3s came with engine 23',
  broken: `the engine refuses it: "requested macvlan mode 'foo' is not valid, 'bridge' mode is the macvlan driver default"`,
  fix: 'macvlan: bridge, private, vepa or passthru; ipvlan: l2, l3 or l3s',
  sources: [
    'https://docs.docker.com/engine/network/drivers/macvlan/',
    'https://docs.docker.com/engine/network/drivers/ipvlan/',
  ],
  catalogue: ['1.5 macvlan and ipvlan mode'],
  explain: ({ network, key, value, choices }) =>
    `${key} of network ${network} is one of ${choices.join(', ')}, got ${quoted(value)}`,
  *check(host) {
    for (const { network, key, value } of optionsOf(host, ['macvlan', 'ipvlan'])) {
      const text = known(value);
      const all = CHOICES.get(`${knownOr(network.driver, '')} ${key}`);
      if (text === undefined || !all) continue;
      const choices = all.filter((one) => one !== 'l3s' || does(host.engine, 'ipvlan-l3s'));
      if (choices.includes(text)) continue;
      // 20.10 does not look at the flag
      const effect = key === 'ipvlan_flag' ? 'may go wrong' : 'cannot deploy';
      yield {
        at: atOption(network, key),
        facts: { network: nameOf(network), key, value: text, choices: choices.filter((one) => one !== '') },
        effect,
      };
    }
  },
});
