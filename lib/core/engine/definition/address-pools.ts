import { type AddressBlocks, type EngineSettings } from './docker-host';
import { Cidr } from '../../values/address';

/**
 * The pools of an engine that is told of none: 172.17.0.0/16 to 172.31.0.0/16, and 192.168.0.0/16 in blocks of /20.
 *
 * @see https://docs.docker.com/engine/network/#subnet-allocation
 */
const DEFAULT_POOLS: readonly AddressBlocks[] = [
  ...Array.from({ length: 15 }, (_none, index) => ({ base: `172.${17 + index}.0.0/16`, size: 16 })),
  { base: '192.168.0.0/16', size: 20 },
];

/** A pool out of which an engine gives subnets to networks that name none. */
export interface AddressPool {
  readonly block: Cidr;
  /** How many subnets it holds. */
  readonly subnets: number;
}

/** The IPv4 pools of an engine; undefined where one of them cannot be read. */
export function addressPoolsOf({
  addressPools,
}: Pick<EngineSettings, 'addressPools'>): readonly AddressPool[] | undefined {
  const told = addressPools === undefined || addressPools.length === 0 ? DEFAULT_POOLS : addressPools;
  const pools = told.map(poolOf);
  return pools.every((pool) => pool !== undefined) ? pools.filter(({ block }) => block.family === 4) : undefined;
}

function poolOf({ base, size }: AddressBlocks): AddressPool | undefined {
  const block = Cidr.around(base);
  if (!block || !Number.isInteger(size) || size < block.prefix) return undefined;
  return { block, subnets: 2 ** (size - block.prefix) };
}

/** The first subnet of the pools, which the default bridge gets when the daemon starts. */
export function firstSubnetOf(pools: readonly AddressBlocks[]): string | undefined {
  const [first] = pools;
  const block = first && poolOf(first)?.block;
  return first && block?.family === 4 ? Cidr.of(block.first, first.size).toString() : undefined;
}
