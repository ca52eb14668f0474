import { nameOf, optionsOf, atOption } from '../../engine/definition/docker-reading';
import { defineRule } from '../rule';
import { DOCS } from './sources';

export const driverOptionUnknown = defineRule<'dockerHost', { network: string; key: string; driver: string }>({
  id: 'driver-option-unknown',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'driver option that the driver does not have',
  why: 'drivers look for the options they know and at nothing else, so a misspelt one does nothing',
  broken: 'the engine accepts it and nothing happens',
  fix: 'check the spelling and the driver; leave out what the driver does not have',
  sources: [DOCS.bridge, 'https://docs.docker.com/engine/network/drivers/macvlan/'],
  catalogue: ['1.1 options', '1.5 unknown key'],
  explain: ({ network, key, driver }) =>
    `option ${key} of network ${network} is not one that the ${driver} driver knows`,
  *check(host) {
    for (const { network, driver, key } of optionsOf(host, ({ options }) => options !== undefined)) {
      if (driver.options?.includes(key) ?? true) continue;
      yield { at: atOption(network, key), facts: { network: nameOf(network), key, driver: driver.name } };
    }
  },
});
