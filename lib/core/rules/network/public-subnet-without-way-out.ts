import { type AwsNetwork } from '../../vpc/aws-network';
import { reachInNetwork } from '../../vpc/reach';
import { startIn } from '../../vpc/start';
import { breaksStart } from '../../vpc/start-breaks';
import { type Obstacle, type PathVerdict } from '../../vpc/path-verdict';
import { type TaskStart } from '../../vpc/task-start';
import { defineRule } from '../rule';
import { GUIDE_AWSVPC, GUIDE_FARGATE_NETWORK } from '../sources';

export const publicSubnetWithoutWayOut = defineRule<'network', { onInstances: boolean }>({
  id: 'public-subnet-without-way-out',
  subject: 'network',
  effect: 'may go wrong',
  title: 'task without a public address in a public subnet',
  why: 'the route to the internet gateway works for public addresses only, and there is no NAT gateway on it',
  broken:
    'on Fargate the image cannot be pulled (CannotPullContainerError); on an instance it can, but the task reaches nothing outside',
  fix: ({ field }) =>
    `use private subnets with a NAT gateway or VPC endpoints, or on Fargate turn ${field('assignPublicIp')} on`,
  sources: [GUIDE_AWSVPC, GUIDE_FARGATE_NETWORK],
  catalogue: ['NW-02', 'NW-03'],
  explain: ({ onInstances }) =>
    `the tasks are in public subnets ${onInstances ? 'on instances, where they get no public address' : 'without a public address'}: they have no way out`,
  *check(network) {
    for (const start of network.starts) {
      const cause = wayOutMissing(network, start);
      // what keeps the tasks from starting is said once, and tasks that start need no other way by themselves
      if (!cause || breaksStart(network, start, cause)) continue;
      const onInstances = start.carrier !== start.key;
      if (!onInstances && startIn(network, start).verdict.kind === 'reachable') continue;
      yield { at: start.at, facts: { onInstances } };
    }
  },
});

/** What keeps the tasks of a service from the internet, where it is that they have no public address. */
function wayOutMissing(network: AwsNetwork, { key }: TaskStart): Obstacle | undefined {
  const outBy = (to: 'internet' | 'internet6'): PathVerdict => reachInNetwork(network, { from: key, to, port: 443 });
  const four = outBy('internet');
  if (four.kind !== 'blocked' || four.extent !== 'never' || outBy('internet6').kind !== 'blocked') return undefined;
  return four.causes.find(({ reason, extent }) => reason === 'no-public-address' && extent === 'never');
}
