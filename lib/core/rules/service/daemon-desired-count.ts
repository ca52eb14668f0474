import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { GUIDE_DAEMON, issue } from '../sources';
import { FINE } from '../violations';

export const daemonDesiredCount = defineRule<'service', { tasks: number }>({
  id: 'daemon-desired-count',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'desired count of a daemon service',
  why: 'it runs one task on each instance',
  broken: 'CreateService refuses it: "The daemon scheduling strategy does not support a desired count for services."',
  fix: ({ field }) => `leave ${field('desiredCount')} out`,
  sources: [GUIDE_DAEMON, issue('fabfuel/ecs-deploy', 59)],
  catalogue: ['§3.2'],
  explain: ({ tasks }) => `the daemon service has a desired count of ${tasks}`,
  check({ at, scheduling, desiredCount: tasks }) {
    if (scheduling !== 'DAEMON' || typeof tasks !== 'number') return FINE;
    return [{ at: atField(at, 'desiredCount'), facts: { tasks } }];
  },
});
