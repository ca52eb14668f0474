import { type Cidr } from './address';

/** Finds, for a block, one of the given ones that it overlaps: sorted once, then by halving. */
export function overlapFinder(blocks: readonly Cidr[]): (block: Cidr) => Cidr | undefined {
  const sorted = [...blocks].sort((a, b) => a.first.compare(b.first));
  // of all that begin before a point only the one that reaches furthest needs to be asked
  const furthest: Cidr[] = [];
  for (const block of sorted) {
    const before = furthest.at(-1);
    furthest.push(before?.family === block.family && before.last.compare(block.last) > 0 ? before : block);
  }
  return (block) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.first.compare(block.last) ?? 1) <= 0) low = middle + 1;
      else high = middle;
    }
    const candidate = furthest[low - 1];
    return candidate?.overlaps(block) ? candidate : undefined;
  };
}
