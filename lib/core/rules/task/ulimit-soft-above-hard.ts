import { nameOf } from '../../ecs/task-reading';
import { type Ulimit } from '../../ecs/task';
import { isKnown } from '../../values/unknown';
import { type Violation, defineRule } from '../rule';
import { FINE } from '../violations';

type Facts = { container: string; limit: string; soft: number; hard: number };

export const ulimitSoftAboveHard = defineRule<'task', Facts>({
  id: 'ulimit-soft-above-hard',
  subject: 'task',
  effect: 'cannot work',
  title: 'a resource limit whose soft value is above the hard one',
  why: 'the kernel sets no limit whose soft value is above the hard one',
  broken: 'the container does not start: "error setting rlimit type 7: invalid argument"',
  fix: 'raise the hard limit to the soft one, or lower the soft one',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html',
    'https://man7.org/linux/man-pages/man2/getrlimit.2.html',
  ],
  catalogue: ['§1.4 Container settings'],
  explain: ({ container, limit, soft, hard }) =>
    `container ${container} has ${limit} with a soft limit of ${soft} and a hard limit of ${hard}`,
  check(task) {
    const found: Violation<Facts>[] = [];
    for (const container of task.containers.items) {
      for (const limit of container.ulimits.items) {
        const values = tooSoft(limit);
        if (values) found.push({ at: limit.at, facts: { container: nameOf(container), ...values } });
      }
    }
    return found.length === 0 ? FINE : found;
  },
});

/** -1 stands for no limit, which is above all others. */
const NO_LIMIT = -1;

function tooSoft({ name, soft, hard }: Ulimit): Omit<Facts, 'container'> | undefined {
  if (typeof soft !== 'number' || typeof hard !== 'number' || hard === NO_LIMIT) return undefined;
  if (soft !== NO_LIMIT && soft <= hard) return undefined;
  return { limit: isKnown(name) ? name : 'a limit', soft, hard };
}
