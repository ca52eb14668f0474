import { hostingOf } from '../../ecs/hosting';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { serviceModeOf, taskOf } from '../../ecs/service-reading';
import { type TaskDefinition } from '../../ecs/task';
import { hasRange } from '../../ecs/task-reading';
import { linuxOnlySettings } from '../../ecs/windows';
import { GUIDE_NETWORK_MODES, GUIDE_WINDOWS } from '../sources';
import { inEach } from '../violations';

type System = 'linux' | 'windows';

/** Why a task does not fit: it says itself for which system it is made, or it says something that the other one does not have. */
type Facts = { system: System; madeFor: System | 'unsaid'; reason: string };

export const taskOnOtherSystem = defineRule<'cluster', Facts>({
  id: 'task-on-other-system',
  subject: 'cluster',
  effect: 'may go wrong',
  title: 'task for another operating system than that of its instances',
  why: 'a task without networkMode is behind a bridge on Linux and behind NAT on Windows: the instance decides',
  broken: 'the task is never placed, or it starts in another mode and without the settings that Windows does not have',
  fix: 'choose capacity of the system that the task is made for, and say the mode where it matters',
  fixFor: ({ system, madeFor }) =>
    madeFor === 'unsaid'
      ? undefined
      : ({ set, field }) =>
          `${system === 'linux' ? `write ${set('operatingSystemFamily', 'LINUX')}` : `let ${field('operatingSystemFamily')} be the Windows version of the instances, such as WINDOWS_SERVER_2022_CORE,`} in the runtime platform of the task, or give the cluster instances that run ${madeFor}`,
  sources: [GUIDE_NETWORK_MODES, GUIDE_WINDOWS],
  catalogue: ['NM-04', 'NM-06'],
  explain: ({ system, madeFor, reason }) =>
    `the instances run ${system}, but the task ${reason}${madeFor === 'unsaid' ? '' : ', so none of them takes it'}`,
  check: (cluster) =>
    inEach(cluster.services.items, (service) => {
      const task = taskOf(service);
      const mode = serviceModeOf(service);
      if (!task || !mode) return undefined;
      const hosting = hostingOf(cluster, service);
      const system = hosting?.capacity[0]?.operatingSystem;
      if (!hosting?.complete || (system !== 'windows' && system !== 'linux')) return undefined;
      if (!hosting.capacity.every(({ operatingSystem }) => operatingSystem === system)) return undefined;
      const madeFor = otherSystem(task, system);
      const reason = madeFor === 'unsaid' ? reasonOf(task, system) : `is made for ${madeFor}`;
      if (reason === undefined) return undefined;
      const others = [atField(task.at, 'runtimePlatform'), ...hosting.capacity.map(({ at }) => at)];
      return { at: atField(service.at, 'taskDefinition'), facts: { system, madeFor, reason }, others };
    }),
});

/** The system that a task says it is made for, where it is not that of the instances. */
function otherSystem({ operatingSystem, operatingSystemGiven }: TaskDefinition, system: System): Facts['madeFor'] {
  if (!operatingSystemGiven || (operatingSystem !== 'linux' && operatingSystem !== 'windows')) return 'unsaid';
  return operatingSystem === system ? 'unsaid' : operatingSystem;
}

function reasonOf(task: TaskDefinition, system: System): string | undefined {
  if (task.operatingSystemGiven || system === 'linux') return undefined;
  if (typeof task.networkModeGiven === 'string') {
    return ['bridge', 'host', 'none'].includes(task.networkModeGiven)
      ? `is in ${task.networkModeGiven} mode, which is one of Linux`
      : undefined;
  }
  const [first] = linuxOnlySettings(task);
  if (first) return `sets ${first.setting}`;
  return task.containers.items.some(hasRange) ? 'maps a range of ports' : undefined;
}
