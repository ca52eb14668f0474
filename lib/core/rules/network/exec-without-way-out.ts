import { reachInNetwork } from '../../vpc/reach';
import { breaksStart } from '../../vpc/start-breaks';
import { defineRule } from '../rule';
import { GUIDE_EXEC } from '../sources';
import { explainWay, factsOfWay, type WayFacts, fixOfWay } from '../starts';

export const execWithoutWayOut = defineRule<'network', WayFacts>({
  id: 'exec-without-way-out',
  subject: 'network',
  effect: 'may go wrong',
  title: 'ECS Exec without a way to Systems Manager',
  why: 'the session agent in the task talks to the ssmmessages endpoint, over the internet or over a VPC endpoint',
  broken: 'silently, execute-command fails: the session agent never connects',
  fix: 'add an interface endpoint for com.amazonaws.REGION.ssmmessages that admits the tasks, or use subnets with a NAT gateway',
  fixFor: fixOfWay,
  sources: [
    GUIDE_EXEC,
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html#ecs-vpc-endpoint-ecs-exec',
  ],
  catalogue: ['§3.4', '§VPC T13'],
  explain: (facts) => explainWay('the service enables ECS Exec, whose sessions do not get to Systems Manager', facts),
  *check(network) {
    for (const start of network.starts) {
      if (!start.usesExec) continue;
      const verdict = reachInNetwork(network, { from: start.key, to: 'aws:ssmmessages', port: 443 });
      const [cause] = verdict.kind === 'blocked' ? verdict.causes : [];
      // what keeps the tasks from starting is said once
      if (verdict.kind !== 'blocked' || !cause || breaksStart(network, start, cause)) continue;
      yield {
        at: start.at,
        facts: factsOfWay(cause, verdict.extent),
        others: cause.element.at.path === start.at.path ? [] : [cause.element.at],
      };
    }
  },
});
