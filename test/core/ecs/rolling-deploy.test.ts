import fc from '../../law';
import { canRoll } from '../../../lib/core/ecs/rolling-deploy';

describe('a rolling deployment', () => {
  test.each([
    [1, 50, 200, 1, false],
    [1, 50, 200, 2, true],
    [1, 0, 100, 1, true],
    [2, 50, 200, 2, true],
    [2, 75, 100, undefined, false],
    [2, 100, 200, 2, false],
    [2, 100, 200, 3, true],
    [3, 100, 125, undefined, false],
    [4, 100, 125, undefined, true],
    [0, 100, 100, 1, true],
  ])(
    'of %i tasks, minimum %i %%, maximum %i %%, on %p instances can finish: %p',
    (desired, least, most, instances, possible) => {
      const verdict = canRoll({
        desired,
        minimumHealthyPercent: least,
        maximumPercent: most,
        ...(instances === undefined ? {} : { instances }),
      });
      expect(verdict.possible).toBe(possible);
    },
  );

  test('finishes when simulated exactly where it is said to', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 100, max: 250 }),
        fc.integer({ min: 0, max: 6 }),
        (desired, minimumHealthyPercent, maximumPercent, spare) => {
          const instances = desired + spare;
          const { possible } = canRoll({ desired, minimumHealthyPercent, maximumPercent, instances });
          expect(simulated(desired, minimumHealthyPercent, maximumPercent, instances)).toBe(possible);
        },
      ),
    );
  });
});

/** Stops old and starts new tasks one by one while the percentages and instances allow it. */
function simulated(desired: number, least: number, most: number, instances: number): boolean {
  let [old, fresh] = [desired, 0];
  for (let step = 0; step < 10 * desired + 10; step++) {
    if (old === 0 && fresh === desired) return true;
    const running = old + fresh;
    if (fresh < desired && running + 1 <= Math.min((desired * most) / 100, instances)) fresh++;
    else if (old > 0 && running - 1 >= (desired * least) / 100) old--;
    else return false;
  }
  return false;
}
