import { does } from '../../engine/definition/engine-version';
import { nameOf } from '../../engine/definition/docker-reading';
import { optionsOf, atOption } from '../../engine/definition/driver-options';
import { quoted } from '../../values/model-error';
import { joined } from '../../values/phrase';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const driverModeUnknown = defineRule<
  'dockerHost',
  { network: string; key: string; value: string; choices: string[] }
>({
  id: 'driver-mode-unknown',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'driver option with a value that the driver does not have',
  why: 'the mode says how containers reach each other and the wire; l3s came with engine 23',
  broken: `the engine refuses it: "requested macvlan mode 'foo' is not valid, 'bridge' mode is the macvlan driver default"`,
  fix: 'use a value that the driver has, or leave the option out',
  fixFor: ({ key, choices }) => `set ${key} to ${joined(choices, 'or')}, or leave it out`,
  sources: [
    'https://docs.docker.com/engine/network/drivers/macvlan/',
    'https://docs.docker.com/engine/network/drivers/ipvlan/',
  ],
  catalogue: ['1.5 macvlan and ipvlan mode'],
  explain: ({ network, key, value, choices }) =>
    `${key} of network ${network} is one of ${choices.join(', ')}, got ${quoted(value)}`,
  *check(host) {
    for (const { network, driver, key, value } of optionsOf(host, ({ isOnLan }) => isOnLan)) {
      const text = known(value);
      const all = Object.hasOwn(driver.choices, key) ? driver.choices[key] : undefined;
      if (text === undefined || !all) continue;
      const there = all.values.filter(({ since }) => since === undefined || does(host.engine, since));
      const choices = there.map((one) => one.value);
      if (choices.includes(text)) continue;
      const looked = all.checkedSince === undefined || does(host.engine, all.checkedSince);
      const effect = looked ? 'cannot deploy' : 'may go wrong';
      yield {
        at: atOption(network, key),
        facts: { network: nameOf(network), key, value: text, choices: choices.filter((one) => one !== '') },
        effect,
      };
    }
  },
});
