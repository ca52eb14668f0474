import { type IConstruct } from 'constructs';
import { Cidr, type IpFamily, IpAddress } from '../../core/values/address';
import { ModelError, quoted } from '../../core/values/model-error';
import { isDecidedLater } from '../../terraform/tokens';

/** A public function or class, from whose caller on an error's stack is shown. */
export type Entry = (...args: never[]) => unknown;

/** A class as the entry of an error. */
export function entryOf(construct: abstract new (...args: never[]) => unknown): Entry {
  return construct as unknown as Entry;
}

/** A method as the entry of an error. */
export function methodOf<T>(owner: { readonly prototype: T }, name: keyof T): Entry {
  return (owner.prototype as Record<keyof T, Entry>)[name];
}

/** Names that the engine keeps for itself. */
const PREDEFINED = ['bridge', 'host', 'none', 'default', 'ingress', 'docker_gwbridge'];

/** A name that the engine takes, that resolves, and that cannot be mistaken for something else. */
export function assertNetworkName(name: string, entry: Entry): void {
  if (isDecidedLater(name)) return;
  if (PREDEFINED.includes(name)) {
    throw new ModelError(
      'network-name-predefined',
      `${quoted(name)} is a network that the engine makes itself`,
      name === 'bridge'
        ? 'use engine.defaultBridge, or another name'
        : 'use another name; for host and none there are HostContainer and IsolatedContainer',
      entry,
    );
  }
  if (/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}$/.test(name)) return;
  throw new ModelError(
    'network-name-invalid',
    `the name of a network is 1 to 63 of a-z, A-Z, 0-9, "_", "." and "-" and starts with a letter or digit, got ${quoted(name)}`,
    'give another id, or the name property: the name is also a DNS suffix',
    entry,
  );
}

export function assertContainerName(name: string, entry: Entry): void {
  if (isDecidedLater(name) || /^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,62}$/.test(name)) return;
  throw new ModelError(
    'container-name-invalid',
    `the name of a container is 2 to 63 of a-z, A-Z, 0-9, "_", "." and "-" and starts with a letter or digit, got ${quoted(name)}`,
    'give another id, or the name property; a longer name would never resolve',
    entry,
  );
}

/** A name that a resolver finds: an alias, a host name, a link, an entry of the hosts file. */
export function assertResolvable(what: string, name: string, entry: Entry): void {
  if (isDecidedLater(name)) return;
  const labels = name.split('.');
  const good =
    name.length <= 253 &&
    labels.every((label) => /^[a-zA-Z0-9_](?:[a-zA-Z0-9_-]{0,62})$/.test(label)) &&
    !IpAddress.tryParse(name);
  if (good) return;
  throw new ModelError(
    'name-unresolvable',
    `${what} is made of labels of 1 to 63 of a-z, A-Z, 0-9, "_" and "-", none of which starts with "-", got ${quoted(name)}`,
    'the engine takes any text, but no resolver would find it; write a name such as "db" or "db.internal"',
    entry,
  );
}

/** An address as text; a token passes. */
export function addressText(
  what: string,
  value: string | IpAddress,
  family: IpFamily | undefined,
  entry: Entry,
): string {
  if (typeof value === 'string' && isDecidedLater(value)) return value;
  const address = typeof value === 'string' ? IpAddress.tryParse(value) : value;
  if (address && (family === undefined || address.family === family)) return address.toString();
  const kind = family === undefined ? 'an IP address' : `an IPv${family} address`;
  throw new ModelError(
    'address-unreadable',
    `${what} is ${kind}, got ${quoted(typeof value === 'string' ? value : value.toString())}`,
    family === 6 ? "write it as 'fd00::3', without prefix" : "write it as '172.25.3.3', without prefix or port",
    entry,
  );
}

/** What JavaScript lets through, and the type checker does not. */
export function wrongType(what: string, value: unknown, fix: string, entry: Entry): ModelError {
  const made = typeof value === 'object' && value !== null && !Array.isArray(value);
  return new ModelError('wrong-type', `${what}, got ${made ? classOf(value) : quoted(value)}`, fix, entry);
}

function classOf(value: object): string {
  return (value as { readonly constructor?: { readonly name: string } }).constructor?.name ?? 'an object';
}

/** A list: of a text JavaScript would take the letters. */
export function assertList(what: string, value: unknown, example: string, entry: Entry): void {
  if (!Array.isArray(value)) throw wrongType(`${what} is a list`, value, `write it as ${example}`, entry);
}

export function assertCidr(what: string, value: unknown, entry: Entry): void {
  if (value instanceof Cidr) return;
  throw wrongType(`${what} is a Cidr`, value, "write it as Cidr.parse('172.25.0.0/16')", entry);
}

/** A whole number that is not too small; a token passes. */
export function assertWhole(what: string, value: number, least: number, entry: Entry): void {
  if (isDecidedLater(value) || (Number.isInteger(value) && value >= least)) return;
  throw new ModelError(
    'number-out-of-range',
    `${what} is a whole number from ${least} on, got ${quoted(value)}`,
    'leave it out, and the default holds',
    entry,
  );
}

/** Both ends of a relation are on the same engine. */
export function assertSameEngine(
  one: IConstruct,
  other: IConstruct,
  engines: readonly IConstruct[],
  entry: Entry,
): void {
  if (engines[0] === engines[1]) return;
  throw new ModelError(
    'engine-foreign',
    `${quoted(one.node.path)} and ${quoted(other.node.path)} are on different engines`,
    'make both below one DockerEngine; what crosses hosts goes through a published port',
    entry,
  );
}
