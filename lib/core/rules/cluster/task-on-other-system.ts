import { hostingOf } from '../../ecs/hosting';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { serviceModeOf, taskOf } from '../../ecs/service-reading';
import { type TaskDefinition } from '../../ecs/task';
import { hasRange } from '../../ecs/task-reading';
import { linuxOnlySettings } from '../../ecs/windows';
import { GUIDE_NETWORK_MODES, GUIDE_WINDOWS } from '../sources';
import { inEach } from '../violations';

type Facts = { system: string; reason: string };

const MADE_FOR = 'is made for ';

export const taskOnOtherSystem = defineRule<'cluster', Facts>({
  id: 'task-on-other-system',
  subject: 'cluster',
  effect: 'may go wrong',
  title: 'task for another operating system than that of its instances',
  why: 'a task without networkMode is behind a bridge on Linux and behind NAT on Windows: the instance decides',
  broken: 'the task is never placed, or it starts in another mode and without the settings that Windows does not have',
  fix: 'choose capacity of the system that the task is made for, and say the mode where it matters',
  fixFor: ({ system, reason }) =>
    reason.startsWith(MADE_FOR)
      ? ({ set }) =>
          `write ${set('operatingSystemFamily', system === 'linux' ? 'LINUX' : 'WINDOWS_SERVER_2022_CORE')} in the runtime platform of the task, or give the cluster instances that run ${reason.slice(MADE_FOR.length)}`
      : undefined,
  sources: [GUIDE_NETWORK_MODES, GUIDE_WINDOWS],
  catalogue: ['NM-04', 'NM-06'],
  explain: ({ system, reason }) =>
    `the instances run ${system}, but the task ${reason}${reason.startsWith(MADE_FOR) ? ', so none of them takes it' : ''}`,
  check: (cluster) =>
    inEach(cluster.services.items, (service) => {
      const task = taskOf(service);
      const mode = serviceModeOf(service);
      if (!task || !mode) return undefined;
      const hosting = hostingOf(cluster, service);
      const system = hosting?.capacity[0]?.operatingSystem;
      if (!hosting?.complete || (system !== 'windows' && system !== 'linux')) return undefined;
      if (!hosting.capacity.every(({ operatingSystem }) => operatingSystem === system)) return undefined;
      const reason = reasonOf(task, system);
      if (reason === undefined) return undefined;
      const others = [atField(task.at, 'runtimePlatform'), ...hosting.capacity.map(({ at }) => at)];
      return { at: atField(service.at, 'taskDefinition'), facts: { system, reason }, others };
    }),
});

function reasonOf(task: TaskDefinition, system: 'linux' | 'windows'): string | undefined {
  if (task.operatingSystemGiven) {
    const made = task.operatingSystem;
    return (made === 'linux' || made === 'windows') && made !== system ? `${MADE_FOR}${made}` : undefined;
  }
  if (system === 'linux') return undefined;
  if (typeof task.networkModeGiven === 'string') {
    return ['bridge', 'host', 'none'].includes(task.networkModeGiven)
      ? `is in ${task.networkModeGiven} mode, which is one of Linux`
      : undefined;
  }
  const [first] = linuxOnlySettings(task);
  if (first) return `sets ${first.setting}`;
  return task.containers.items.some(hasRange) ? 'maps a range of ports' : undefined;
}
