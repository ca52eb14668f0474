import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { GUIDE_DAEMON } from '../sources';
import { FINE } from '../violations';

export const daemonController = defineRule<'service', { controller: string }>({
  id: 'daemon-controller',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'daemon service with deployments that ECS does not do itself',
  why: 'CodeDeploy and external controllers run two sets of tasks side by side',
  broken: 'CreateService refuses the service',
  fix: 'use the deployment controller ECS',
  sources: [GUIDE_DAEMON],
  catalogue: ['§3.2'],
  explain: ({ controller }) => `the daemon service is deployed by ${controller}`,
  check({ at, scheduling, deploymentController: controller }) {
    if (scheduling !== 'DAEMON' || (controller !== 'CODE_DEPLOY' && controller !== 'EXTERNAL')) return FINE;
    return [{ at: atField(at, 'deploymentController'), facts: { controller } }];
  },
});
