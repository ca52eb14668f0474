import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { effectOf, modeOf } from '../../ecs/task-reading';
import { API_TASK, preflight } from '../sources';
import { FINE } from '../violations';

export const proxyConfigurationUnsupported = defineRule<'task', { mode: string }>({
  id: 'proxy-configuration-unsupported',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'proxy configuration outside of awsvpc mode',
  why: 'the proxy intercepts the traffic of one network stack that the containers of the task share',
  broken: 'RegisterTaskDefinition refuses the task definition',
  fix: ({ field, mode }) => `leave ${field('proxyConfiguration')} out, or use ${mode('awsvpc')}`,
  sources: [API_TASK, preflight('pf-ecs-proxy-configuration-awsvpc-required')],
  catalogue: ['CT-15'],
  explain: ({ mode }) => `the task has a proxy configuration, which network mode ${mode} does not support`,
  check(task) {
    if (task.hasProxyConfiguration !== true || effectOf(task, 'proxyConfiguration') !== 'refused') return FINE;
    return [{ at: atField(task.at, 'proxyConfiguration'), facts: { mode: modeOf(task)?.name ?? '' } }];
  },
});
