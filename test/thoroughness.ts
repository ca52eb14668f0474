/** `npm test` tries a part of all there is to try; the thorough run, `npm run test:thorough`, leaves nothing out. */
export const IS_THOROUGH = process.env['PORTWRIGHT_THOROUGH'] === '1';

/** How often every law is drawn when someone looks for what none of them was shown yet. */
const WANTED = Number(process.env['PORTWRIGHT_DRAWS'] ?? 0);

/** How often a law is drawn: a twelfth of the times of the thorough run, unless this is one. */
export function draws(times: number): number {
  if (WANTED > 0) return WANTED;
  return IS_THOROUGH ? times : Math.ceil(times / 12);
}

/**
 * Some of many like cases: one of `oneIn`, from the one at `start` on; all of them in the thorough run. Who calls it for
 * case after case starts each time at another one, so that over all of them every kind has its turn.
 */
export function someOf<T>(all: Iterable<T>, oneIn: number, start = 0): T[] {
  const cases = [...all];
  return IS_THOROUGH ? cases : cases.filter((_, index) => index % oneIn === start % oneIn);
}

/** A test of the thorough run alone: of a limit that takes long to reach. */
export function testThoroughly(name: string, body: () => void): void {
  if (IS_THOROUGH) test(name, body);
}
