/**
 * The candidate that a misspelt text was probably meant to be; undefined when none is near.
 * @param most how many letters may differ
 * @default - a third of the letters, at least one
 */
export function nearest(
  text: string,
  candidates: readonly string[],
  most = Math.max(1, Math.floor(text.length / 3)),
): string | undefined {
  const wanted = text.toLowerCase();
  let best: string | undefined;
  let least = most + 1;
  for (const candidate of candidates) {
    const one = candidate.toLowerCase();
    if (Math.abs(one.length - wanted.length) >= least) continue;
    const distance = editsBetween(wanted, one);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/**
 * How many letters have to be put in, taken out, replaced or swapped with the next to make one text of the other.
 * @see https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance
 */
function editsBetween(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwapped ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
