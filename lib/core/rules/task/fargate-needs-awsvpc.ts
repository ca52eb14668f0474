import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { modeOf, requires } from '../../ecs/task-reading';
import { preflight, API_TASK, issue } from '../sources';
import { FINE } from '../violations';

export const fargateNeedsAwsvpc = defineRule<'task', { mode: string; given: boolean }>({
  id: 'fargate-needs-awsvpc',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'Fargate task in a mode other than awsvpc',
  why: 'on Fargate there is no instance whose network could be shared: each task has an interface of its own',
  broken: `RegisterTaskDefinition refuses it: "Fargate only supports network mode 'awsvpc'."`,
  fix: ({ field, either, mode }) =>
    `use ${either('AwsvpcTaskDefinition or FargateAwsvpcTaskDefinition', mode('awsvpc'))}, or remove FARGATE from ${field('requiresCompatibilities')}`,
  sources: [API_TASK, preflight('pf-ecs-fargate-network-mode'), issue('aws/amazon-ecs-cli', 1145)],
  catalogue: ['NM-01'],
  explain: ({ mode, given }) =>
    `the task asks for Fargate, but its network mode is ${mode}${given ? '' : ', which is what leaving it out means'}`,
  check(task) {
    if (!requires(task, 'FARGATE')) return FINE;
    const mode = modeOf(task);
    if (!mode || mode.launchTypes.includes('FARGATE')) return FINE;
    const given = task.networkModeGiven !== undefined;
    return [{ at: atField(task.at, 'networkMode'), facts: { mode: mode.name, given } }];
  },
});
