import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { launchOf, nounOf, serviceModeOf, taskOf } from '../../ecs/service-reading';
import { requires } from '../../ecs/task-reading';
import { API_SERVICE, GUIDE_NETWORK_MODES, issue } from '../sources';
import { FINE } from '../violations';

export const launchTypeUnsupported = defineRule<'service', { launchType: string; mode: string; noun: string }>({
  id: 'launch-type-unsupported',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'launch type that does not support the network mode of the tasks',
  why: 'Fargate has awsvpc only, external instances have all but awsvpc, Managed Instances have awsvpc and host',
  broken: 'CreateService refuses it: "Task definition does not support launch_type FARGATE."',
  fix: 'use a task definition of a mode that the launch type has, or another launch type',
  sources: [API_SERVICE, GUIDE_NETWORK_MODES, issue('aws/aws-cli', 3983)],
  catalogue: ['NM-01', 'NM-02', 'NM-08', 'NM-09'],
  explain: ({ launchType, mode, noun }) => `the ${noun} runs on ${launchType}, which has no network mode ${mode}`,
  check(service) {
    const launchType = launchOf(service);
    const task = taskOf(service);
    if (launchType === undefined || launchType === 'instances' || !task) return FINE;
    const mode = serviceModeOf(service);
    if (!mode || mode.launchTypes.includes(launchType)) return FINE;
    // then the task definition itself is what is wrong
    if (requires(task, launchType)) return FINE;
    return [
      {
        at: atField(service.at, 'launchType'),
        facts: { launchType, mode: mode.name, noun: nounOf(service) },
        others: [task.at],
      },
    ];
  },
});
