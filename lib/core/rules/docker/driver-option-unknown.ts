import { nameOf } from '../../engine/definition/docker-reading';
import { optionsOf, atOption } from '../../engine/definition/driver-options';
import { nearest } from '../../values/similar';
import { defineRule } from '../rule';
import { DOCS } from './sources';

type Facts = {
  network: string;
  key: string;
  driver: string;
  /** The option that is nearest; empty where none is near. */
  meant: string;
};

export const driverOptionUnknown = defineRule<'dockerHost', Facts>({
  id: 'driver-option-unknown',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'driver option that the driver does not have',
  why: 'drivers look for the options they know and at nothing else, so a misspelt one does nothing',
  broken: 'the engine accepts it and nothing happens',
  fix: 'check the spelling and the driver; remove what the driver does not have',
  fixFor: ({ meant }) => (meant === '' ? undefined : `write ${meant} if that is meant, or remove the option`),
  sources: [DOCS.bridge, 'https://docs.docker.com/engine/network/drivers/macvlan/'],
  catalogue: ['1.1 options', '1.5 unknown key'],
  explain: ({ network, key, driver }) =>
    `option ${key} of network ${network} is ignored: the ${driver} driver has no option of that name`,
  *check(host) {
    for (const { network, driver, key } of optionsOf(host, ({ options }) => options !== undefined)) {
      const { options } = driver;
      if (!options || options.includes(key)) continue;
      // long common beginnings are no likeness: what counts is how few letters differ
      const meant = nearest(key, options, 3) ?? '';
      yield { at: atOption(network, key), facts: { network: nameOf(network), key, driver: driver.name, meant } };
    }
  },
});
