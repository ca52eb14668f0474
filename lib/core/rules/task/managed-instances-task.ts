import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { modeOf, requires } from '../../ecs/task-reading';
import { isKnown } from '../../values/unknown';
import { GUIDE_MANAGED } from '../sources';
import { FINE } from '../violations';

export const managedInstancesTask = defineRule<'task', { setting: string; value: string }>({
  id: 'managed-instances-task',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'task for Managed Instances with a setting that they do not have',
  why: 'Managed Instances run Linux, and offer the network modes awsvpc and host only',
  broken: 'RegisterTaskDefinition refuses the task definition',
  fix: ({ field }) =>
    `use awsvpc or host and leave ${field('ipcMode')} and ${field('proxyConfiguration')} out, or remove MANAGED_INSTANCES from ${field('requiresCompatibilities')}`,
  sources: [GUIDE_MANAGED],
  catalogue: ['NM-08'],
  explain: ({ setting, value }) => `the task asks for Managed Instances, which do not take ${setting} ${value}`,
  check(task) {
    if (!requires(task, 'MANAGED_INSTANCES')) return FINE;
    const found: Violation<{ setting: string; value: string }>[] = [];
    const mode = modeOf(task);
    if (mode && !mode.launchTypes.includes('MANAGED_INSTANCES')) {
      found.push({ at: atField(task.at, 'networkMode'), facts: { setting: 'network mode', value: mode.name } });
    } else if (task.operatingSystem === 'windows') {
      found.push({ at: atField(task.at, 'runtimePlatform'), facts: { setting: 'operating system', value: 'windows' } });
    }
    if (task.ipcMode !== undefined) {
      const value = isKnown(task.ipcMode) ? task.ipcMode : 'of any kind';
      found.push({ at: atField(task.at, 'ipcMode'), facts: { setting: 'ipcMode', value } });
    }
    if (task.hasProxyConfiguration === true && mode?.settings.proxyConfiguration === 'works') {
      const at = atField(task.at, 'proxyConfiguration');
      found.push({ at, facts: { setting: 'proxyConfiguration', value: 'of any kind' } });
    }
    return found;
  },
});
