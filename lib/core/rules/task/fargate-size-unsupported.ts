import { FARGATE_SIZES, fargateCpuFor, fargateMemory, isFargateSize } from '../../ecs/fargate-size';
import { requires } from '../../ecs/task-reading';
import { type TaskDefinition } from '../../ecs/task';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { type Fix } from '../../values/fix';
import { FINE } from '../violations';
import { joined } from '../../values/phrase';
import { defineRule, type Violation } from '../rule';
import { preflight } from '../sources';

type Facts = {
  problem: string;
  /** CPU units and memory where it is the two together that do not exist; else 0. */
  cpu: number;
  memory: number;
  /** CPU units with which the task can have the memory. */
  enough: readonly number[];
};

export const fargateSizeUnsupported = defineRule<'task', Facts>({
  id: 'fargate-size-unsupported',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'a Fargate task of a size that does not exist',
  why: 'Fargate sells CPU and memory in fixed steps, both said for the task as a whole',
  broken: 'RegisterTaskDefinition refuses it: "No Fargate configuration exists for given values."',
  fix: 'choose a combination that Fargate has, such as 256 CPU units with 512 MiB',
  fixFor: (facts) => (facts.cpu === 0 ? undefined : wayOut(facts)),
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
    return problem === undefined ? FINE : [violationOf(task, problem)];
  },
});

const NO_PAIR = { cpu: 0, memory: 0, enough: [] } as const;

function violationOf({ at, cpu, memory, operatingSystem }: TaskDefinition, problem: string): Violation<Facts> {
  const isPair = typeof cpu === 'number' && typeof memory === 'number' && FARGATE_SIZES.has(cpu);
  if (!isPair || isFargateSize(cpu, memory)) return { at: atField(at, 'cpu'), facts: { problem, ...NO_PAIR } };
  const least = operatingSystem === 'windows' ? LEAST_ON_WINDOWS : 0;
  const enough = fargateCpuFor(memory).filter((one) => one > cpu && one >= least);
  return { at: atField(at, 'memory'), facts: { problem, cpu, memory, enough } };
}

const LEAST_ON_WINDOWS = 1024;

function problemOf({ cpu, memory, operatingSystem }: TaskDefinition): string | undefined {
  if (cpu === undefined || memory === undefined) {
    return `asks for Fargate and has no ${[cpu === undefined ? 'CPU' : '', memory === undefined ? 'memory' : ''].filter(Boolean).join(' and ')} of its own`;
  }
  if (!isKnown(cpu)) return undefined;
  if (!FARGATE_SIZES.has(cpu)) return `has ${cpu} CPU units; Fargate has ${[...FARGATE_SIZES.keys()].join(', ')}`;
  if (operatingSystem === 'windows' && cpu < LEAST_ON_WINDOWS) {
    return `has ${cpu} CPU units, and Windows needs at least ${LEAST_ON_WINDOWS}`;
  }
  if (!isKnown(memory)) return undefined;
  if (isFargateSize(cpu, memory)) return undefined;
  return `has ${memory} MiB of memory; with ${cpu} CPU units Fargate offers ${fargateMemory(cpu)}`;
}

/** For the memory that was asked for, more CPU; else memory that there is. */
function wayOut({ cpu, memory, enough: [first, ...more] }: Facts): Fix {
  return ({ set, field }) => {
    const instead = `set ${field('memory')} to ${fargateMemory(cpu)}`;
    if (first === undefined) return instead;
    const others = more.length === 0 ? '' : ` (or ${joined(more.map(String), 'or')})`;
    return `set ${set('cpu', first)}${others} for ${memory} MiB, or ${instead}`;
  };
}
