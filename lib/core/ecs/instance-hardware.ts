import { taskDensityOf } from './network-interfaces';

/** Families with processors of ARM: the first, and those with a g after their generation. */
const ARM = /^(?:a1|[a-z]+\d+g[a-z]*)\./;

/** Families with graphics processors. */
const WITH_GPUS = /^(?:p|g|gr)\d/;

/**
 * The processor of an instance type in the words of task definitions; undefined for a type that is not on the list of types.
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(instanceType: string): 'X86_64' | 'ARM64' | undefined {
  if (taskDensityOf(instanceType) === undefined) return undefined;
  return ARM.test(instanceType) ? 'ARM64' : 'X86_64';
}

/**
 * Whether an instance type has graphics processors; undefined for a type that is not on the list of types.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-gpu.html
 */
export function hasGpus(instanceType: string): boolean | undefined {
  return taskDensityOf(instanceType) === undefined ? undefined : WITH_GPUS.test(instanceType);
}
