import { defineRule } from '../rule';
import { GUIDE_INITIALIZATION_ERROR, GUIDE_OUTBOUND } from '../sources';
import { brokenStarts, explainStart, type StartFacts, WAY_OUT, fixOfWay } from '../starts';

export const logsOutOfReach = defineRule<'network', StartFacts>({
  id: 'logs-out-of-reach',
  subject: 'network',
  effect: 'cannot work',
  title: 'tasks cannot reach CloudWatch Logs',
  why: 'the log driver awslogs is set up before the containers start, and talks to CloudWatch Logs in the region of its option',
  broken: 'the task stops with ResourceInitializationError: failed to validate logger args',
  fix: `${WAY_OUT} for logs`,
  fixFor: fixOfWay,
  sources: [GUIDE_OUTBOUND, GUIDE_INITIALIZATION_ERROR],
  catalogue: ['§VPC T5', '§VPC T19'],
  explain: (facts) => explainStart('the tasks', facts),
  check: (network) => brokenStarts(network, 'logs'),
});
