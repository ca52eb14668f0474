import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { GUIDE_DAEMON, preflight } from '../sources';
import { FINE } from '../violations';

export const daemonMaximumPercent = defineRule<'service', { percent: number }>({
  id: 'daemon-maximum-percent',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'maximum percent above 100 for a daemon service',
  why: 'an instance runs one task of it, never an old and a new one side by side',
  broken:
    'CreateService refuses it: "The daemon scheduling strategy does not support values above 100 for maximumPercent…"',
  fix: ({ field }) => `leave ${field('maximumPercent')} out, or set it to 100`,
  sources: [GUIDE_DAEMON, preflight('pf-ecs-service-daemon-max-percent')],
  catalogue: ['§3.2'],
  explain: ({ percent }) => `the daemon service has a maximum percent of ${percent}; at most 100 is allowed`,
  check({ at, scheduling, maximumPercent: percent }) {
    if (scheduling !== 'DAEMON' || typeof percent !== 'number' || percent <= 100) return FINE;
    return [{ at: atField(at, 'deploymentConfiguration'), facts: { percent } }];
  },
});
