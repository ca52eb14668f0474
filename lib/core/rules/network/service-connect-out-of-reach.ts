import { defineRule } from '../rule';
import { GUIDE_CONNECT, GUIDE_ENDPOINTS } from '../sources';
import { brokenStarts, explainStart, type StartFacts, WAY_OUT, fixOfWay } from '../starts';

export const serviceConnectOutOfReach = defineRule<'network', StartFacts>({
  id: 'service-connect-out-of-reach',
  subject: 'network',
  effect: 'cannot work',
  title: 'the Service Connect proxy cannot reach Amazon ECS',
  why: 'the proxy fetches its configuration from ECS over the network interface of the task',
  broken: 'the proxy never gets healthy, and the tasks with it',
  fix: `${WAY_OUT} for ecs-agent`,
  fixFor: fixOfWay,
  sources: [GUIDE_CONNECT, GUIDE_ENDPOINTS],
  catalogue: ['§VPC T12'],
  explain: (facts) => explainStart('the tasks', facts),
  check: (network) => brokenStarts(network, 'proxy'),
});
