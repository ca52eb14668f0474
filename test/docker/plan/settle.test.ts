import fc from '../../law';
import { settle } from '../../../lib/docker/plan/settle';

/** As many places as there may be keys; a prime, so that every key's way leads to all of them. */
const PLACES = 11;

/** Each key goes through the places from a start and in steps of its own. */
const choose = (key: string, taken: ReadonlySet<string>): string | undefined => {
  const [start, step] = [key.charCodeAt(0), 1 + (key.charCodeAt(1) % (PLACES - 1))];
  const way = Array.from({ length: PLACES }, (_, index) => String((start + index * step) % PLACES));
  return way.find((place) => !taken.has(place));
};
const own = (key: string): string | undefined => choose(key, new Set());
const someKeys = fc.uniqueArray(fc.stringMatching(/^[a-z]{2}$/), { maxLength: PLACES }).map((keys) => keys.sort());

describe('choices', () => {
  it('belong to a key alone, unless an earlier key has the same one', () => {
    fc.assert(
      fc.property(someKeys, (keys) => {
        const settled = settle(keys, choose);
        for (const [index, key] of keys.entries()) {
          const holder = keys.find((other) => own(other) === own(key));
          const moved = settled[index]?.gaveWay;
          expect(settled[index]?.value === own(key)).toBe(holder === key);
          expect(moved).toEqual(holder === key ? undefined : { value: own(key), to: holder });
        }
      }),
    );
  });

  it('are never the same for two keys', () => {
    fc.assert(
      fc.property(someKeys, (keys) => {
        const values = settle(keys, choose).map((one) => one?.value);
        expect(new Set(values).size).toBe(keys.length);
      }),
    );
  });

  it('run out', () => {
    const one = (_: string, taken: ReadonlySet<string>): string | undefined => (taken.has('x') ? undefined : 'x');
    expect(settle(['a', 'b'], one)).toEqual([{ value: 'x' }, undefined]);
    expect(settle(['a'], () => undefined)).toEqual([undefined]);
  });
});
