import { type DockerHost, type NetworkDefinition } from './docker-host';
import { createdNetworks } from './docker-reading';
import { type Driver, driverOf } from './driver';
import { atField, type Place } from '../../values/place';
import { isKnown, type Knowable, known } from '../../values/unknown';

/** The value of a driver option, when it is known. */
export function optionOf(network: NetworkDefinition, key: string): string | undefined {
  return known(network.options[key]);
}

/** The options of the networks of some drivers. */
export function* optionsOf(host: DockerHost, of: (driver: Driver) => boolean): Generator<NetworkOption> {
  for (const network of createdNetworks(host)) {
    const driver = driverOf(network);
    if (!isKnown(driver) || !of(driver)) continue;
    for (const [key, value] of Object.entries(network.options)) yield { network, driver, key, value };
  }
}

export interface NetworkOption {
  readonly network: NetworkDefinition;
  readonly driver: Driver;
  readonly key: string;
  readonly value: Knowable<string>;
}

/** The place of a driver option. */
export function atOption(network: NetworkDefinition, key: string): Place {
  return atField(atField(network.at, 'options'), key);
}
