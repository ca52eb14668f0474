import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { isKnown } from '../../values/unknown';
import { GUIDE_EXEC } from '../sources';
import { FINE, type NoFacts } from '../violations';

export const execWithoutWayOut = defineRule<'service', NoFacts>({
  id: 'exec-without-way-out',
  subject: 'service',
  effect: 'may go wrong',
  title: 'ECS Exec without a route to Systems Manager',
  why: 'the session agent in the task talks to the ssmmessages endpoint, over the internet or over a VPC endpoint',
  broken: 'silently, execute-command fails: the session agent never connects',
  fix: 'add an interface endpoint for com.amazonaws.REGION.ssmmessages, or take subnets with a NAT gateway',
  sources: [
    GUIDE_EXEC,
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html#ecs-vpc-endpoint-ecs-exec',
  ],
  catalogue: ['§3.4'],
  explain: () =>
    'the service enables ECS Exec, but its subnets have no default route and the VPC no endpoint for ssmmessages',
  check(service) {
    const { enableExecuteCommand, networkConfiguration: network } = service;
    if (enableExecuteCommand !== true || network === undefined || !isKnown(network)) return FINE;
    if (network.reachesSessionManager !== false) return FINE;
    return [{ at: atField(network.at, 'subnets'), facts: {}, others: [service.at] }];
  },
});
