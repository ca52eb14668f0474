import { defineRule } from '../rule';
import { GUIDE_OUTBOUND, GUIDE_PULL_ERROR } from '../sources';
import { brokenStarts, explainStart, type StartFacts, WAY_OUT, fixOfWay } from '../starts';

export const taskCannotPullImage = defineRule<'network', StartFacts>({
  id: 'task-cannot-pull-image',
  subject: 'network',
  effect: 'cannot work',
  title: 'tasks cannot reach the registry of their image',
  why: 'what pulls the image needs a route, rules and names that lead to the registry, and to S3 for the layers of Amazon ECR',
  broken:
    'the task stops with CannotPullContainerError or ResourceInitializationError, and the service starts it again forever',
  fix: `${WAY_OUT}; Amazon ECR needs the endpoints ecr.api, ecr.dkr and a gateway endpoint for S3`,
  fixFor: fixOfWay,
  sources: [
    GUIDE_OUTBOUND,
    GUIDE_PULL_ERROR,
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
  ],
  catalogue: ['§VPC T1', '§VPC T14', '§VPC T17', '§VPC T30'],
  explain: (facts) => explainStart('the tasks', facts),
  check: (network) => brokenStarts(network, 'registry', 'image', 'layers', 'registry credentials'),
});
