import { taskFlows } from '../../intent/task-flows';
import { type ObstacleReason } from '../../vpc/path-verdict';
import { dialledInVain, obstacleFacts, type DialledFacts, type ObstacleFacts } from '../dialled';
import { obstacleFix } from '../obstacle-fix';
import { defineRule } from '../rule';

/** What connections of aws-cdk-lib mend. */
const GROUPS: ReadonlySet<ObstacleReason> = new Set([
  'group-lets-nothing-out',
  'group-does-not-admit',
  'groups-left-out',
]);

export const taskDialsBlockedWay = defineRule<
  'taskPrograms',
  DialledFacts & ObstacleFacts & { readonly obstacle: string; readonly remedy: string }
>({
  id: 'task-dials-blocked-way',
  subject: 'taskPrograms',
  effect: 'may go wrong',
  title: 'an address is dialled that the task cannot reach',
  why: 'security groups of both sides, network ACLs and routes let it through, or it does not arrive; aws-cdk-lib opens nothing for addresses in an environment',
  broken: 'silently, the program times out',
  fix: ({ either }) =>
    `${either("use connections.allowTo() of the service, or allow the tasks' security group", "allow the tasks' security group")} on that port in the group of the target, and open the way between them`,
  fixFor: ({ remedy, ...facts }) => {
    const fix = obstacleFix(facts);
    return (words) => {
      const way = fix?.(words) ?? remedy;
      const { reason } = facts;
      const isOfGroups = reason === undefined || GROUPS.has(reason);
      return isOfGroups ? words.either(`use connections.allowTo() of the service, or ${way}`, way) : way;
    };
  },
  sources: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html',
  ],
  catalogue: ['§ ways that tasks dial'],
  explain: ({ container, by, dialled, obstacle }) => `container ${container} dials ${dialled} (${by}), but ${obstacle}`,
  check: (programs) =>
    dialledInVain(taskFlows(programs), 'way-blocked', ({ by, fix, words }) => ({
      ...obstacleFacts(words),
      obstacle: by,
      remedy: fix,
    })),
});
