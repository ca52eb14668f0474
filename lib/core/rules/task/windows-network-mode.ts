import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { modeOf, requires } from '../../ecs/task-reading';
import { GUIDE_NETWORK_MODES, GUIDE_WINDOWS } from '../sources';
import { FINE } from '../violations';

export const windowsNetworkMode = defineRule<'task', { mode: string }>({
  id: 'windows-network-mode',
  subject: 'task',
  effect: 'may go wrong',
  title: 'Windows task in a network mode that Windows does not have',
  why: 'Windows has no Linux bridge and no shared host stack; its default is a NAT network of Docker',
  broken:
    'documented as not supported; the agent turns bridge into the NAT network, the others fail when the task starts',
  fix: ({ field }) => `leave ${field('networkMode')} out for the default mode, or use awsvpc`,
  sources: [GUIDE_NETWORK_MODES, GUIDE_WINDOWS],
  catalogue: ['NM-02', 'NM-06'],
  explain: ({ mode }) => `the task runs on Windows, which has no network mode ${mode}`,
  check(task) {
    if (task.operatingSystem !== 'windows' || requires(task, 'FARGATE')) return FINE;
    const mode = modeOf(task);
    if (!mode || mode.operatingSystems.includes('windows')) return FINE;
    return [{ at: atField(task.at, 'networkMode'), facts: { mode: mode.name } }];
  },
});
