import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { modeOf, nameOf } from '../../ecs/task-reading';
import { linuxOnlySettings } from '../../ecs/windows';
import { GUIDE_WINDOWS } from '../sources';
import { FINE } from '../violations';

const REFUSED_IN_AWSVPC = new Set(['links', 'dnsServers', 'dnsSearchDomains', 'extraHosts', 'disableNetworking']);

export const windowsSettingUnsupported = defineRule<'task', { setting: string; container: string }>({
  id: 'windows-setting-unsupported',
  subject: 'task',
  effect: 'may go wrong',
  title: 'setting of Linux in a Windows task',
  why: 'links, DNS settings, users, limits and the like are features of Linux containers',
  broken: 'registration or the start of the container fails, or the setting is ignored',
  fix: 'leave the setting out of Windows tasks',
  sources: [GUIDE_WINDOWS],
  catalogue: ['NM-06'],
  explain: ({ setting, container }) =>
    `${container === '' ? 'the task' : `container ${container}`} sets ${setting}, which Windows does not have`,
  check(task) {
    if (task.operatingSystem !== 'windows') return FINE;
    const mode = modeOf(task);
    return (
      linuxOnlySettings(task)
        // what awsvpc refuses on any system has a rule of its own
        .filter(({ setting }) => !(mode?.namespace === 'task' && REFUSED_IN_AWSVPC.has(setting)))
        .map(({ container, setting }) => ({
          at: atField((container ?? task).at, setting),
          facts: { setting, container: container ? nameOf(container) : '' },
        }))
    );
  },
});
