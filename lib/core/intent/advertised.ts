import { isOpenText, type Program, type Setting } from '../values/program';
import { isKnown } from '../values/unknown';
import { hostAndPort, type WrittenAddress } from './address-text';

/**
 * Where a broker of Kafka sends clients of one of its ports: a client asks any broker first, and goes on to the address
 * that the broker has advertised for the listener it came by. Undefined: it is not said.
 *
 * @see https://kafka.apache.org/documentation/#brokerconfigs_advertised.listeners
 */
export function advertisedAt(program: Program, port: number): WrittenAddress | undefined {
  const advertised = listenersIn(program, ADVERTISED);
  if (!advertised) return undefined;
  const listeners = listenersIn(program, ['KAFKA_LISTENERS', 'KAFKA_CFG_LISTENERS']) ?? advertised;
  const name = [...listeners].find(([, address]) => address.port === port)?.[0];
  return name === undefined ? undefined : advertised.get(name);
}

const ADVERTISED = ['KAFKA_ADVERTISED_LISTENERS', 'KAFKA_CFG_ADVERTISED_LISTENERS'];

/** The variable that says what a broker advertises. */
export function advertisingVariable({ environment }: Program): Setting | undefined {
  return environment.items.find(({ name }) => isKnown(name) && ADVERTISED.includes(name));
}

/** `INSIDE://:9092,OUTSIDE://localhost:29092` by their names. */
function listenersIn(
  { environment }: Program,
  names: readonly string[],
): ReadonlyMap<string, WrittenAddress> | undefined {
  const value = environment.items.find(({ name }) => isKnown(name) && names.includes(name))?.value;
  if (value === undefined || !isKnown(value) || isOpenText(value)) return undefined;
  const found = new Map<string, WrittenAddress>();
  for (const one of value.split(',')) {
    const [, name = '', rest = ''] = /^\s*([\w-]+):\/\/(\S*?)\/?\s*$/.exec(one) ?? [];
    // nobody's name: every address
    const address = hostAndPort(rest.startsWith(':') ? `0.0.0.0${rest}` : rest);
    if (address) found.set(name.toUpperCase(), address);
  }
  return found;
}
