import { createHash } from 'node:crypto';
import { Cidr, IpAddress } from '../../core/values/address';

/** Pools from which an engine takes the subnet of a network when nobody names one. */
export const DOCKER_POOLS: readonly Cidr[] = [
  ...Array.from({ length: 15 }, (_, index) => Cidr.parse(`172.${17 + index}.0.0/16`)),
  Cidr.parse('192.168.0.0/16'),
];

/**
 * Where automatic subnets come from: 32,768 blocks of /24.
 *
 * A swarm numbers overlay networks from 10.0.0.0 upwards, so the upper half of 10.0.0.0/8 is far from both that and the
 * local pools, and it is the only private space that large.
 */
export const AUTOMATIC_POOL: Cidr = Cidr.parse('10.128.0.0/9');

const PREFIX = 24;
const SIZE = 2 ** (32 - PREFIX);
const SLOTS = Number(AUTOMATIC_POOL.size) / SIZE;

/** A number below `limit` that depends on the key only. */
function hashed(key: string, limit: number): number {
  return createHash('sha256').update(key).digest().readUIntBE(0, 6) % limit;
}

/** Blocks for automatic subnets, clear of those that are known: given subnets, ranges elsewhere, addresses of the host. */
export class AutomaticSubnets {
  readonly #occupied = new Set<number>();
  readonly #occupied6: readonly Cidr[];
  readonly #first = Number(AUTOMATIC_POOL.first.value);

  constructor(occupied: readonly Cidr[]) {
    this.#occupied6 = occupied.filter(({ family }) => family === 6);
    for (const cidr of occupied) {
      if (!cidr.overlaps(AUTOMATIC_POOL)) continue;
      const from = Math.max(0, Math.floor((Number(cidr.first.value) - this.#first) / SIZE));
      const to = Math.min(SLOTS - 1, Math.floor((Number(cidr.last.value) - this.#first) / SIZE));
      for (let slot = from; slot <= to; slot++) this.#occupied.add(slot);
    }
  }

  /** The first of a key's IPv4 blocks that is free, and not taken by another key. */
  ipv4(key: string, taken: ReadonlySet<string>): Cidr | undefined {
    if (this.#occupied.size + taken.size >= SLOTS) return undefined;
    for (let attempt = 0; ; attempt++) {
      const slot = hashed(attempt === 0 ? key : `${key}#${attempt}`, SLOTS);
      if (this.#occupied.has(slot)) continue;
      const block = Cidr.of(AUTOMATIC_POOL.first.plus(slot * SIZE), PREFIX);
      if (!taken.has(block.toString())) return block;
    }
  }

  /** The first of a key's unique local IPv6 subnets that is free; 56 random bits, so that two keys do not meet. */
  ipv6(key: string, taken: ReadonlySet<string>): Cidr | undefined {
    for (let attempt = 0; attempt < 1000; attempt++) {
      const block = uniqueLocal(attempt === 0 ? key : `${key}#${attempt}`);
      if (!taken.has(block.toString()) && !this.#occupied6.some((one) => one.overlaps(block))) return block;
    }
    return undefined;
  }
}

function uniqueLocal(key: string): Cidr {
  const hex = createHash('sha256').update(key).digest('hex');
  const groups = [`fd${hex.slice(0, 2)}`, hex.slice(2, 6), hex.slice(6, 10), hex.slice(10, 14)];
  return Cidr.of(IpAddress.parse(`${groups.join(':')}::`), 64);
}

/**
 * A free address of an IPv4 subnet for a key.
 *
 * Engines hand out the lowest free address of the range, so it lies outside the range, or in the upper half when the whole
 * subnet is the range.
 */
export function automaticAddress(
  key: string,
  subnet: Cidr,
  range: Cidr | undefined,
  taken: Pick<ReadonlySet<string>, 'has'>,
): IpAddress | undefined {
  const size = Number(subnet.size);
  const partial = range !== undefined && range.size < subnet.size;
  const usable = (offset: number, inRange: boolean): IpAddress | undefined => {
    const address = offset > 0 && offset < size - 1 ? subnet.at(offset) : undefined;
    if (!address || taken.has(address.toString())) return undefined;
    return !partial || range.contains(address) === inRange ? address : undefined;
  };
  const from = partial ? 0 : Math.floor(size / 2);
  for (let attempt = 0; attempt < 64; attempt++) {
    const address = usable(from + hashed(`${key}#${attempt}`, size - from), false);
    if (address) return address;
  }
  for (const inRange of [false, true]) {
    for (let offset = size - 2; offset > 0 && offset > size - 4096; offset--) {
      const address = usable(offset, inRange);
      if (address) return address;
    }
  }
  return undefined;
}
