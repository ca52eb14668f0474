import { percentsFor } from '../../../lib/core/ecs/deployment-percents';

describe('the percents of a deployment', () => {
  test('let a successor start first where nothing stands in its way', () => {
    expect(percentsFor(false, 3)).toEqual({ minimum: 100, maximum: 200 });
  });

  test('let one copy stop first where copies hold host ports', () => {
    expect(percentsFor(true, 3)).toEqual({ minimum: 66, maximum: 100 });
    expect(percentsFor(true, 1)).toEqual({ minimum: 0, maximum: 100 });
    expect(percentsFor(true, undefined)).toEqual({ minimum: 0, maximum: 100 });
  });

  test('let copies stop where none may be added', () => {
    expect(percentsFor(false, 3, { maximum: 100 })).toEqual({ minimum: 0, maximum: 100 });
  });

  test('are those that are given', () => {
    expect(percentsFor(true, 3, { minimum: 50, maximum: 150 })).toEqual({ minimum: 50, maximum: 150 });
    expect(percentsFor(false, 3, { minimum: 50 })).toEqual({ minimum: 50, maximum: 200 });
  });
});
