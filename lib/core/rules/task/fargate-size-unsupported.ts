import { FARGATE_SIZES } from '../../ecs/fargate-size';
import { requires } from '../../ecs/task-reading';
import { type TaskDefinition } from '../../ecs/task';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { preflight } from '../sources';

export const fargateSizeUnsupported = defineRule<'task', { problem: string }>({
  id: 'fargate-size-unsupported',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'a Fargate task of a size that does not exist',
  why: 'Fargate sells CPU and memory in fixed steps, both said for the task as a whole',
  broken: 'RegisterTaskDefinition refuses it: "No Fargate configuration exists for given values."',
  fix: 'choose a combination that Fargate has, such as 256 CPU units with 512 MiB',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html',
    preflight('pf-ecs-fargate-task-cpu-memory'),
    preflight('pf-ecs-fargate-windows-cpu-under-1vcpu'),
  ],
  catalogue: ['§1.4 Container settings'],
  explain: ({ problem }) => `the task ${problem}`,
  check(task) {
    if (!requires(task, 'FARGATE')) return FINE;
    const problem = problemOf(task);
    return problem === undefined ? FINE : [{ at: atField(task.at, 'cpu'), facts: { problem } }];
  },
});

const LEAST_ON_WINDOWS = 1024;

function problemOf({ cpu, memory, operatingSystem }: TaskDefinition): string | undefined {
  if (cpu === undefined || memory === undefined) {
    return `asks for Fargate and has no ${[cpu === undefined ? 'CPU' : '', memory === undefined ? 'memory' : ''].filter(Boolean).join(' and ')} of its own`;
  }
  if (!isKnown(cpu)) return undefined;
  const size = FARGATE_SIZES.get(cpu);
  if (!size) return `has ${cpu} CPU units; Fargate has ${[...FARGATE_SIZES.keys()].join(', ')}`;
  if (operatingSystem === 'windows' && cpu < LEAST_ON_WINDOWS) {
    return `has ${cpu} CPU units, and Windows needs at least ${LEAST_ON_WINDOWS}`;
  }
  if (!isKnown(memory)) return undefined;
  const [least, most, step] = size;
  const fits = memory >= least && memory <= most && (memory - least) % step === 0;
  // the smallest size has steps of its own: 512, 1024 and 2048
  if (fits && (cpu !== 256 || memory !== 1536)) return undefined;
  return `has ${memory} MiB with ${cpu} CPU units; Fargate offers ${least} to ${most} in steps of ${cpu === 256 ? 512 : step}`;
}
