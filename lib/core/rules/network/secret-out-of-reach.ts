import { defineRule } from '../rule';
import { GUIDE_INITIALIZATION_ERROR, GUIDE_OUTBOUND } from '../sources';
import { brokenStarts, explainStart, type StartFacts, WAY_OUT, fixOfWay } from '../starts';

export const secretOutOfReach = defineRule<'network', StartFacts>({
  id: 'secret-out-of-reach',
  subject: 'network',
  effect: 'cannot work',
  title: 'tasks cannot reach their secrets or configuration',
  why: 'secrets, parameters and environment files are fetched before the containers start, from Secrets Manager, Systems Manager or S3',
  broken: 'the task stops with ResourceInitializationError: unable to pull secrets or registry auth',
  fix: `${WAY_OUT} for secretsmanager, ssm or s3`,
  fixFor: fixOfWay,
  sources: [GUIDE_OUTBOUND, GUIDE_INITIALIZATION_ERROR],
  catalogue: ['§VPC T22', '§VPC T23'],
  explain: (facts) => explainStart('the tasks', facts),
  check: (network) => brokenStarts(network, 'secret', 'files'),
});
