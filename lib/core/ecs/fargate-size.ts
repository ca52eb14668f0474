import { joined } from '../values/phrase';

/**
 * Memory in MiB of tasks on Fargate, by CPU units: the least, the most and the step between them. The smallest has one gap.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
 */
export const FARGATE_SIZES: ReadonlyMap<number, readonly [least: number, most: number, step: number]> = new Map([
  [256, [512, 2048, 512]],
  [512, [1024, 4096, 1024]],
  [1024, [2048, 8192, 1024]],
  [2048, [4096, 16384, 1024]],
  [4096, [8192, 30720, 1024]],
  [8192, [16384, 61440, 4096]],
  [16384, [32768, 122880, 8192]],
]);

/** A size that the steps would have and Fargate has not. */
const GAP = { cpu: 256, memory: 1536 } as const;

/** Whether Fargate has a task of a size. */
export function isFargateSize(cpu: number, memory: number): boolean {
  const size = FARGATE_SIZES.get(cpu);
  if (!size || (cpu === GAP.cpu && memory === GAP.memory)) return false;
  const [least, most, step] = size;
  return memory >= least && memory <= most && (memory - least) % step === 0;
}

/** The amounts of memory that a task with so many CPU units can have on Fargate, in MiB and from the least. */
export function fargateMemorySizes(cpu: number): readonly number[] {
  const [least, most, step] = FARGATE_SIZES.get(cpu) ?? [0, -1, 1];
  const all = Array.from({ length: (most - least) / step + 1 }, (_, index) => least + index * step);
  return all.filter((memory) => isFargateSize(cpu, memory));
}

/** What Fargate offers for CPU units, in words: `512, 1024 or 2048 MiB`. */
export function fargateMemory(cpu: number): string {
  const all = fargateMemorySizes(cpu);
  if (all.length <= FEW) return `${joined(all.map(String), 'or')} MiB`;
  const [least, most, step] = FARGATE_SIZES.get(cpu) ?? [];
  return `${least} to ${most} MiB in steps of ${step}`;
}

const FEW = 4;

/** The CPU units with which a task can have so much memory, the least first. */
export function fargateCpuFor(memory: number): readonly number[] {
  return [...FARGATE_SIZES.keys()].filter((cpu) => isFargateSize(cpu, memory));
}
