import { defineRule } from '../rule';
import { GUIDE_ENDPOINTS, GUIDE_OUTBOUND } from '../sources';
import { brokenStarts, explainStart, type StartFacts, WAY_OUT, fixOfWay } from '../starts';

export const instanceCannotRegister = defineRule<'network', StartFacts>({
  id: 'instance-cannot-register',
  subject: 'network',
  effect: 'cannot work',
  title: 'the agent of an instance cannot reach Amazon ECS',
  why: 'the agent registers its instance, takes commands and sends what it measures over the network of the instance',
  broken: 'no instance joins the cluster, and the service places no task: no container instances were found',
  fix: `${WAY_OUT} for ecs, ecs-agent and ecs-telemetry`,
  fixFor: fixOfWay,
  sources: [GUIDE_ENDPOINTS, GUIDE_OUTBOUND],
  catalogue: ['§VPC T7', '§VPC T9'],
  explain: (facts) => explainStart('the instances', facts),
  check: (network) => brokenStarts(network, 'agent'),
});
