import { Cidr, type IpAddress, type IpFamily } from '../values/address';
import { type Ports } from './host';

/** Where packets come from or go to, as far as it is known before anything runs. */
export type Addresses =
  /** One of these. */
  | { readonly kind: 'blocks'; readonly family: IpFamily; readonly blocks: readonly Cidr[] }
  /** Addresses in a VPC that nobody knows yet; inside of these blocks, where there are some. */
  | { readonly kind: 'hidden'; readonly family: IpFamily; readonly within: readonly Cidr[] }
  /** Every host of the internet. */
  | { readonly kind: 'internet'; readonly family: IpFamily }
  /** One public address that nobody knows: of a service of AWS, or of a gateway. */
  | { readonly kind: 'somewhere'; readonly family: IpFamily; readonly service?: string };

const EVERYWHERE = { 4: Cidr.parse('0.0.0.0/0'), 6: Cidr.parse('::/0') } as const;

/** Blocks of addresses that no host of the internet has. @see https://www.rfc-editor.org/rfc/rfc6890 */
const PRIVATE = [
  ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16', '127.0.0.0/8'],
  ...['fc00::/7', 'fe80::/10', '::1/128'],
].map((text) => Cidr.parse(text));

export function isPrivate(address: IpAddress): boolean {
  return PRIVATE.some((block) => block.contains(address));
}

/** Whether addresses are known to be such as the internet does not have. */
export function areAllPrivate(addresses: Addresses): boolean {
  return addresses.kind === 'blocks' && addresses.blocks.every(({ first }) => isPrivate(first));
}

/** What becomes of packets: all pass, none, only some, or it is not known. */
export type Fate = 'pass' | 'block' | 'some' | 'unknown';

/** Addresses that no rule tells apart. */
export interface Atom {
  /** Whether they lie in a block; undefined where that is not known. */
  isIn(block: Cidr): boolean | undefined;
  /** The addresses without those of smaller blocks, where they are known. */
  readonly block: Cidr | undefined;
  /** Whether it is what no rule singles out, among hosts of the internet. */
  readonly isRest: boolean;
}

/** Parts of addresses that blocks tell apart. */
export function atomsOf(addresses: Addresses, cuts: readonly Cidr[]): readonly Atom[] {
  switch (addresses.kind) {
    case 'blocks':
      return addresses.blocks.flatMap((block) => parts(block, cuts));
    case 'hidden':
      return [hiddenAtom(addresses.family, addresses.within)];
    case 'internet':
    case 'somewhere': {
      const whole = EVERYWHERE[addresses.family];
      return parts(
        whole,
        cuts.filter((cut) => !PRIVATE.some((block) => block.contains(cut))),
      ).map((atom) => ({ ...atom, isRest: atom.block === whole }));
    }
  }
}

function hiddenAtom(family: IpFamily, within: readonly Cidr[]): Atom {
  return {
    block: undefined,
    isRest: false,
    isIn: (block) => {
      if (block.family !== family) return false;
      if (block.prefix === 0) return true;
      if (within.length === 0) return undefined;
      if (within.every((one) => block.contains(one))) return true;
      return within.some((one) => block.overlaps(one)) ? undefined : false;
    },
  };
}

/** A block cut up by those inside of it. */
function parts(whole: Cidr, cuts: readonly Cidr[]): Atom[] {
  const inner = new Map<string, Cidr>();
  for (const cut of cuts) if (cut.prefix > whole.prefix && whole.contains(cut)) inner.set(cut.toString(), cut);
  const blocks = [whole, ...[...inner.values()].sort((one, other) => one.prefix - other.prefix)];
  const left = new Map(blocks.map((block) => [block, block.size]));
  // the smallest block around each is the last before it that holds it
  for (let index = blocks.length - 1; index > 0; index--) {
    const block = blocks[index];
    const around =
      block &&
      blocks
        .slice(0, index)
        .reverse()
        .find((other) => other.contains(block));
    if (around) left.set(around, (left.get(around) ?? 0n) - block.size);
  }
  return blocks
    .filter((block) => (left.get(block) ?? 0n) > 0n)
    .map((block) => ({ block, isRest: false, isIn: (other) => other.contains(block) }));
}

/** Parts of a range of ports that other ranges tell apart. */
export function portParts([first, last]: Ports, cuts: readonly Ports[]): readonly Ports[] {
  const starts = new Set([first]);
  for (const [from, to] of cuts) {
    if (from > first && from <= last) starts.add(from);
    if (to >= first && to < last) starts.add(to + 1);
  }
  const sorted = [...starts].sort((one, other) => one - other);
  return sorted.map((start, index) => [start, (sorted[index + 1] ?? last + 1) - 1]);
}

/** What becomes of packets to or from addresses and ports, when each part of them is judged alone. */
export function fateOf(
  addresses: Addresses,
  ports: Ports,
  cuts: { readonly blocks: readonly Cidr[]; readonly ports: readonly Ports[] },
  judge: (atom: Atom, ports: Ports) => Exclude<Fate, 'some'>,
): Fate {
  const ranges = portParts(ports, cuts.ports);
  const fates = atomsOf(addresses, cuts.blocks).map((atom) => ({
    isRest: atom.isRest,
    fate: together(ranges.map((range) => judge(atom, range))),
  }));
  const rest = fates.find(({ isRest }) => isRest)?.fate;
  const others = fates.filter(({ isRest }) => !isRest).map(({ fate }) => fate);
  if (rest === undefined) return together(others);
  // what is singled out does not shut out the rest, and it may be all that is let through
  if (rest !== 'block') return rest;
  if (others.every((fate) => fate === 'block')) return 'block';
  return addresses.kind === 'somewhere' ? 'unknown' : together(['block', ...others]);
}

export function together(fates: readonly Fate[]): Fate {
  if (fates.every((fate) => fate === 'pass')) return 'pass';
  if (fates.every((fate) => fate === 'block')) return 'block';
  if (fates.includes('some') || (fates.includes('pass') && fates.includes('block'))) return 'some';
  return 'unknown';
}

/** Where a destination is, as a person says it. */
export function placeText(destination: Addresses): string {
  if (destination.kind === 'hidden') return 'the other VPC';
  if (destination.kind !== 'blocks' || !areAllPrivate(destination)) return 'the internet';
  return destination.blocks.map((block) => block.toString()).join(', ');
}
