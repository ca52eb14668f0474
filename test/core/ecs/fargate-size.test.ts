import { fargateMemory, fargateMemorySizes, isFargateSize } from '../../../lib/core/ecs/fargate-size';
import { SETTING_FORMS } from '../../../lib/core/ecs/setting-forms';

describe('the memory of tasks on Fargate', () => {
  test('has a gap where a quarter of a core would have 1536 MiB', () => {
    expect(fargateMemorySizes(256)).toEqual([512, 1024, 2048]);
    expect(isFargateSize(256, 1536)).toBe(false);
  });

  test('is said in words, long lists as a range', () => {
    expect(fargateMemory(256)).toBe('512, 1024 or 2048 MiB');
    expect(fargateMemory(1024)).toBe('2048 to 8192 MiB in steps of 1024');
  });

  test('is nothing for CPU units that there are none of', () => {
    expect(fargateMemorySizes(300)).toEqual([]);
  });

  test('of Express services is the same', () => {
    const combinations = SETTING_FORMS['AWS::ECS::ExpressGatewayService']?.combinations ?? [];
    const smallest = combinations.find(({ when, is }) => when === 'cpu' && is?.includes('256') === true);
    expect(smallest?.of).toEqual(['512', '1024', '2048']);
  });
});
