import ipaddr from 'ipaddr.js';
import { ModelError, quoted } from './model-error';

type Raw = ipaddr.IPv4 | ipaddr.IPv6;

/** IPv4 or IPv6. */
export type IpFamily = 4 | 6;

/**
 * The library also reads shorthand (10.1), octal and hexadecimal forms. Docker and AWS do not, and 010.0.0.1 means two
 * things to two readers: only four decimal parts and plain IPv6 pass.
 */
function parseStrict(text: string): Raw | undefined {
  if (typeof text !== 'string') return undefined;
  if (text.includes(':')) {
    return /^[0-9a-f:.]+$/i.test(text) && ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : undefined;
  }
  return /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(text) && ipaddr.IPv4.isValid(text)
    ? ipaddr.IPv4.parse(text)
    : undefined;
}

function toBigInt(raw: Raw): bigint {
  return raw.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function fromBigInt(value: bigint, family: IpFamily): IpAddress {
  const bytes: number[] = [];
  for (let shift = family === 4 ? 24n : 120n; shift >= 0n; shift -= 8n) bytes.push(Number((value >> shift) & 255n));
  return IpAddress.parse(ipaddr.fromByteArray(bytes).toString());
}

/**
 * One IPv4 or IPv6 address in canonical form: two spellings of one address are equal.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5952
 */
export class IpAddress {
  /**
   * Reads an address: four decimal parts, or IPv6 without a zone.
   * @throws ModelError address-unreadable
   */
  static parse(text: string): IpAddress {
    const raw = parseStrict(text);
    if (!raw) {
      throw new ModelError(
        'address-unreadable',
        `an address is four decimal parts or IPv6, got ${quoted(text)}`,
        "write it as '172.25.3.3' or 'fd00::3', without prefix, port or zone",
        IpAddress.parse,
      );
    }
    return new IpAddress(raw);
  }

  /** Reads an address, or gives undefined where {@link IpAddress.parse} throws. */
  static tryParse(text: string): IpAddress | undefined {
    const raw = parseStrict(text);
    return raw && new IpAddress(raw);
  }

  readonly #text: string;
  readonly #value: bigint;
  /** IPv4 or IPv6. */
  readonly family: IpFamily;

  private constructor(raw: Raw) {
    this.#text = raw.kind() === 'ipv6' ? (raw as ipaddr.IPv6).toRFC5952String() : raw.toString();
    this.#value = toBigInt(raw);
    this.family = raw.kind() === 'ipv6' ? 6 : 4;
  }

  /** The address as a number, for arithmetic. */
  get value(): bigint {
    return this.#value;
  }

  /** Whether it stays on the machine: 127.0.0.0/8 or ::1. */
  get isLoopback(): boolean {
    return this.family === 4 ? this.#value >> 24n === 127n : this.#value === 1n;
  }

  /** Whether it stands for every address of a machine: 0.0.0.0 or ::. */
  get isUnspecified(): boolean {
    return this.#value === 0n;
  }

  /** The IPv4 address that is written as one of IPv6, as in `::ffff:192.0.2.1`; any other as it is. */
  get unmapped(): IpAddress {
    const isMapped = this.family === 6 && this.#value >> 32n === 0xffffn;
    return isMapped ? fromBigInt(this.#value & 0xffffffffn, 4) : this;
  }

  /** The address `offset` further on; negative goes back. */
  plus(offset: number | bigint): IpAddress {
    return fromBigInt(this.#value + BigInt(offset), this.family);
  }

  /** Whether both are one address, however they were written. */
  equals(other: IpAddress): boolean {
    return this.#text === other.#text;
  }

  /** Negative, zero or positive, IPv4 before IPv6: an order for sorting. */
  compare(other: IpAddress): number {
    if (this.family !== other.family) return this.family - other.family;
    return this.#value < other.#value ? -1 : this.#value > other.#value ? 1 : 0;
  }

  /** In canonical form. */
  toString(): string {
    return this.#text;
  }

  /** In canonical form. */
  toJSON(): string {
    return this.#text;
  }
}

/**
 * A block of addresses, IPv4 or IPv6, in canonical form: the address is the first one of the block.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4632
 */
export class Cidr {
  /**
   * Reads `172.25.0.0/16` or `fd00::/64`. Bits behind the prefix must be zero: engines disagree about what else it means.
   * @throws ModelError cidr-unreadable, cidr-host-bits
   */
  static parse(text: string): Cidr {
    const read = readCidr(text);
    if (!read) {
      throw new ModelError(
        'cidr-unreadable',
        `a block is an address, a slash and a prefix length (0 to 32, IPv6 0 to 128), got ${quoted(text)}`,
        "write it as '172.25.0.0/16' or 'fd00::/64'",
        Cidr.parse,
      );
    }
    const cidr = new Cidr(read.address, read.prefix);
    if (!cidr.first.equals(read.address)) {
      throw new ModelError(
        'cidr-host-bits',
        `a block starts at its first address, got ${quoted(text)}`,
        `write ${quoted(cidr.toString())}, or a longer prefix for a smaller block`,
        Cidr.parse,
      );
    }
    return cidr;
  }

  /** Reads a block, or gives undefined where {@link Cidr.parse} throws. */
  static tryParse(text: string): Cidr | undefined {
    const read = readCidr(text);
    if (!read) return undefined;
    const cidr = new Cidr(read.address, read.prefix);
    return cidr.first.equals(read.address) ? cidr : undefined;
  }

  /** The block that an address with host bits lies in: `10.77.0.5/24` gives `10.77.0.0/24`. Undefined if unreadable. */
  static around(text: string): Cidr | undefined {
    const read = readCidr(text);
    return read && new Cidr(read.address, read.prefix);
  }

  /**
   * The block of a given prefix length around an address.
   * @throws ModelError cidr-unreadable
   */
  static of(address: IpAddress, prefix: number): Cidr {
    const max = address.family === 4 ? 32 : 128;
    if (!Number.isInteger(prefix) || prefix < 0 || prefix > max) {
      throw new ModelError(
        'cidr-unreadable',
        `the prefix of an IPv${address.family} block is an integer from 0 to ${max}, got ${quoted(prefix)}`,
        'pass the number of leading bits that the block shares',
        Cidr.of,
      );
    }
    return new Cidr(address, prefix);
  }

  /** The first address: the network address in IPv4. */
  readonly first: IpAddress;
  readonly #last: bigint;

  private constructor(
    address: IpAddress,
    /** How many bits all its addresses share. */
    readonly prefix: number,
  ) {
    const hostBits = BigInt((address.family === 4 ? 32 : 128) - prefix);
    const first = (address.value >> hostBits) << hostBits;
    this.first = first === address.value ? address : fromBigInt(first, address.family);
    this.#last = first + (1n << hostBits) - 1n;
  }

  /** IPv4 or IPv6. */
  get family(): IpFamily {
    return this.first.family;
  }

  /** The last address: the broadcast address in IPv4. */
  get last(): IpAddress {
    return fromBigInt(this.#last, this.family);
  }

  /** How many addresses it holds, network and broadcast included. */
  get size(): bigint {
    return this.#last - this.first.value + 1n;
  }

  /** Whether an address, or every address of a block, is in it. */
  contains(other: IpAddress | Cidr): boolean {
    if (other.family !== this.family) return false;
    const [low, high] = other instanceof IpAddress ? [other.value, other.value] : [other.first.value, other.#last];
    return this.first.value <= low && high <= this.#last;
  }

  /** Whether any address is in both. */
  overlaps(other: Cidr): boolean {
    return this.family === other.family && this.first.value <= other.#last && other.first.value <= this.#last;
  }

  /** The address `index` after the first; undefined when the block is smaller. */
  at(index: number | bigint): IpAddress | undefined {
    const value = this.first.value + BigInt(index);
    return value >= this.first.value && value <= this.#last ? fromBigInt(value, this.family) : undefined;
  }

  /** Addresses a machine can have, in order: without network and broadcast address in IPv4, without the first in IPv6. */
  *hosts(): IterableIterator<IpAddress> {
    const last = this.family === 4 ? this.#last - 1n : this.#last;
    for (let value = this.first.value + 1n; value <= last; value++) yield fromBigInt(value, this.family);
  }

  /** Whether both are one block, however they were written. */
  equals(other: Cidr): boolean {
    return this.prefix === other.prefix && this.first.equals(other.first);
  }

  /** In canonical form, such as `10.0.0.0/16`. */
  toString(): string {
    return `${this.first.toString()}/${this.prefix}`;
  }

  /** In canonical form, such as `10.0.0.0/16`. */
  toJSON(): string {
    return this.toString();
  }
}

function readCidr(text: string): { address: IpAddress; prefix: number } | undefined {
  const match = typeof text === 'string' ? /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) : null;
  const address = match?.[1] === undefined ? undefined : IpAddress.tryParse(match[1]);
  if (!match || !address) return undefined;
  const prefix = Number(match[2]);
  return prefix <= (address.family === 4 ? 32 : 128) ? { address, prefix } : undefined;
}
