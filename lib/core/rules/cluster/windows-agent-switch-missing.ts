import { hostingOf } from '../../ecs/hosting';
import { defineRule } from '../rule';
import { serviceModeOf, taskOf } from '../../ecs/service-reading';
import { GUIDE_WINDOWS_BOOT, issue } from '../sources';
import { inEach } from '../violations';

type Facts = { option: string; need: string; capacity: string };

export const windowsAgentSwitchMissing = defineRule<'cluster', Facts>({
  id: 'windows-agent-switch-missing',
  subject: 'cluster',
  effect: 'may go wrong',
  title: 'Windows instances that boot without what the mode of their tasks needs',
  why: 'on Windows the agent offers network interfaces and task roles only when it is told so at boot; aws-cdk-lib does not tell it',
  broken: 'tasks are never placed: no instance has the attribute ecs.capability.task-eni or task-iam-role',
  fix: 'boot with Initialize-ECSAgent -EnableTaskENI for awsvpc tasks and -EnableTaskIAMRole for task roles',
  sources: [GUIDE_WINDOWS_BOOT, issue('aws/aws-cdk', 20784), issue('aws/aws-cdk', 23975)],
  catalogue: ['NM-07'],
  explain: ({ option, need, capacity }) => `the tasks need ${need}, but ${capacity} boots without ${option}`,
  check: (cluster) =>
    inEach(cluster.services.items, (service) => {
      const task = taskOf(service);
      const mode = serviceModeOf(service);
      if (!task || !mode) return undefined;
      const hosting = hostingOf(cluster, service);
      if (!hosting?.complete || hosting.capacity.length === 0) return undefined;
      const interfaces = mode.takesNetworkInterface && lacks(hosting.capacity, /EnableTaskENI|ECS_ENABLE_TASK_ENI/i);
      const roles = task.hasTaskRole === true && lacks(hosting.capacity, /EnableTaskIAMRole|ECS_ENABLE_TASK_IAM_ROLE/i);
      if (!interfaces && !roles) return undefined;
      const capacity = hosting.capacity.map(({ at }) => at.path).join(' and ');
      const facts = interfaces
        ? { option: '-EnableTaskENI', need: 'a network interface each', capacity }
        : { option: '-EnableTaskIAMRole', need: 'their role', capacity };
      return { at: service.at, facts, others: hosting.capacity.map(({ at }) => at) };
    }),
});

function lacks(capacity: NonNullable<ReturnType<typeof hostingOf>>['capacity'], option: RegExp): boolean {
  return capacity.every(
    ({ operatingSystem, userData }) =>
      operatingSystem === 'windows' && typeof userData === 'string' && userData !== '' && !option.test(userData),
  );
}
