import { nameOf, requires } from '../../ecs/task-reading';
import { type ContainerDefinition, type TaskDefinition } from '../../ecs/task';
import { isKnown } from '../../values/unknown';
import { FINE } from '../violations';
import { defineRule, type Violation } from '../rule';
import { API_TASK, preflight } from '../sources';

export const fargateSettingUnsupported = defineRule<'task', { setting: string; container: string }>({
  id: 'fargate-setting-unsupported',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'a Fargate task with a setting that only instances support',
  why: 'there is no host that the task could reach into',
  broken: `RegisterTaskDefinition refuses it: "Tasks using the Fargate launch type do not support pidMode 'host'", "Fargate compatible task definitions do not support devices"`,
  fix: 'leave the setting out, or run the task on instances',
  sources: [
    API_TASK,
    preflight('pf-ecs-fargate-pid-mode-host'),
    preflight('pf-ecs-fargate-ipc-mode'),
    preflight('pf-ecs-fargate-privileged'),
    preflight('pf-ecs-fargate-devices'),
    preflight('pf-ecs-fargate-capabilities-add'),
  ],
  catalogue: ['§1.4 Container settings'],
  explain: ({ setting, container }) =>
    `${container === '' ? 'the task' : `container ${container}`} sets ${setting}, which Fargate does not have`,
  check(task) {
    if (!requires(task, 'FARGATE')) return FINE;
    const found: Violation<{ setting: string; container: string }>[] = [];
    for (const setting of settingsOf(task)) found.push({ at: task.at, facts: { setting, container: '' } });
    for (const container of task.containers.items) {
      const facts = { container: nameOf(container) };
      for (const setting of settingsIn(container)) found.push({ at: container.at, facts: { ...facts, setting } });
    }
    return found.length === 0 ? FINE : found;
  },
});

function settingsOf({ pidMode, ipcMode, instanceSettings }: TaskDefinition): string[] {
  const found = [...instanceSettings];
  if (pidMode === 'host') found.push('pidMode host');
  if (typeof ipcMode === 'string') found.push(`ipcMode ${ipcMode}`);
  return found;
}

/** Log drivers that Fargate has. */
const DRIVERS: ReadonlySet<string> = new Set(['awslogs', 'splunk', 'awsfirelens']);

function settingsIn({ instanceSettings, linuxParameters, logDriver }: ContainerDefinition): string[] {
  const found = [...instanceSettings];
  for (const capability of linuxParameters?.addedCapabilities?.items ?? []) {
    if (isKnown(capability) && capability !== 'SYS_PTRACE') found.push(`the capability ${capability}`);
  }
  if (typeof logDriver === 'string' && !DRIVERS.has(logDriver)) found.push(`the log driver ${logDriver}`);
  return found;
}
