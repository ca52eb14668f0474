import { defineRule } from '../rule';
import { brokenStarts, explainStart, type StartFacts, fixOfWay } from '../starts';

export const volumeOutOfReach = defineRule<'network', StartFacts>({
  id: 'volume-out-of-reach',
  subject: 'network',
  effect: 'cannot work',
  title: 'tasks cannot reach their file system',
  why: 'a volume of EFS is mounted by the name of the file system, which leads to the mount target in the zone of the task, on port 2049',
  broken: 'the task stops with ResourceInitializationError: failed to invoke EFS utils commands',
  fix: 'have a mount target in each zone that tasks run in, with a security group that admits 2049 from the tasks, and both DNS attributes of the VPC on',
  fixFor: fixOfWay,
  sources: [
    'https://docs.aws.amazon.com/efs/latest/ug/mounting-fs-mount-cmd-dns-name.html',
    'https://docs.aws.amazon.com/efs/latest/ug/network-access.html',
  ],
  catalogue: ['§VPC D9', '§VPC T25'],
  explain: (facts) => explainStart('the tasks', facts),
  check: (network) => brokenStarts(network, 'volume'),
});
