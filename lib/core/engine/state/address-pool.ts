import { endOf } from '../definition/ipam';
import { type Cidr, type IpAddress } from '../../values/address';

/**
 * The addresses of one subnet as an engine hands them out: the lowest free one first.
 *
 * Network and broadcast address, gateway and auxiliary addresses are never handed out.
 */
export class AddressPool {
  #taken = new Set<bigint>();
  /** Pools of one subnet, which know of each other what is taken. */
  #sharers: Set<AddressPool> = new Set([this]);
  readonly #reserved: ReadonlySet<bigint>;
  readonly #first: bigint;
  readonly #last: bigint;
  /** Everything below is taken. */
  #cursor: bigint;

  constructor(
    readonly subnet: Cidr,
    range: Cidr | undefined,
    reserved: readonly IpAddress[],
  ) {
    const ends = [subnet.first, subnet.last].filter((one) => endOf(subnet, one) !== undefined);
    this.#reserved = new Set([...ends, ...reserved].map(({ value }) => value));
    const from = range && subnet.contains(range) ? range : subnet;
    this.#first = from.first.value;
    this.#last = from.last.value;
    this.#cursor = this.#first;
  }

  get family(): 4 | 6 {
    return this.subnet.family;
  }

  /** The address that the next container gets; undefined when none is left. */
  next(): IpAddress | undefined {
    const value = this.#free();
    if (value === undefined) return undefined;
    this.#cursor = value + 1n;
    this.#taken.add(value);
    return this.subnet.at(value - this.subnet.first.value);
  }

  get isUsedUp(): boolean {
    return this.#free() === undefined;
  }

  #free(): bigint | undefined {
    for (let value = this.#cursor; value <= this.#last; value++) {
      if (!this.#taken.has(value) && !this.#reserved.has(value)) return value;
    }
    return undefined;
  }

  /** An address that a container asked for. */
  take(address: IpAddress): void {
    this.#taken.add(address.value);
  }

  free(address: IpAddress): void {
    if (!this.#taken.delete(address.value)) return;
    for (const pool of this.#sharers) {
      if (address.value >= pool.#first && address.value < pool.#cursor) pool.#cursor = address.value;
    }
  }

  /** Hands out no address that another pool of the same subnet has handed out. */
  shareWith(other: AddressPool): void {
    this.#taken = other.#taken;
    this.#sharers = other.#sharers.add(this);
  }
}
